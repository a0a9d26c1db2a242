"""Asking, subscribing and feeding over HTTP: values come in at one door and go out as JSON, event streams and plain pages."""
