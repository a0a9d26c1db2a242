// Starts the bundled Swagger UI; a file of its own, because the page's policy allows no script inside it.
window.ui = SwaggerUIBundle({ url: "/openapi.json", dom_id: "#swagger-ui", deepLinking: true, defaultModelsExpandDepth: 0 });
