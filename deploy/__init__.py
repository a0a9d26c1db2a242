"""What tracker needs around itself: a broker, images, dashboards."""
