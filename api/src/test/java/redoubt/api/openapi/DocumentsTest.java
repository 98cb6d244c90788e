package redoubt.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import redoubt.model.wire.Json;
import tools.jackson.databind.JsonNode;

class DocumentsTest {

    private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"");

    private static Served served;
    private static HttpClient client;

    @BeforeAll
    static void serve() {
        served = new Served(Map.of("server.port", 0, "logging.level.root", "WARN"));
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        client.close();
        served.close();
    }

    @Test
    void theDocumentIsServedToEverybodyInJsonAndYaml() {
        HttpResponse<String> json = get("/api/v1/openapi.json");
        assertThat(json.statusCode()).isEqualTo(200);
        JsonNode document = Json.MAPPER.readTree(json.body());
        assertThat(document.get("openapi").stringValue()).isEqualTo("3.1.0");
        assertThat(get("/api/schema/").body()).isEqualTo(json.body());
        assertThat(get("/api/schema").body()).isEqualTo(json.body());
        for (HttpResponse<String> yaml : java.util.List.of(
                get("/api/schema/?format=yaml"), get("/api/schema/", "Accept", "application/yaml, */*;q=0.1"))) {
            assertThat(type(yaml)).isEqualTo("application/yaml");
            assertThat(Json.MAPPER.writeValueAsString(
                            new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml.body())))
                    .isEqualTo(json.body());
        }
        assertThat(type(get("/api/schema/", "Accept", "application/vnd.oai.openapi")))
                .isEqualTo("application/vnd.oai.openapi");
        assertThat(type(get("/api/schema/?format=json", "Accept", "application/yaml")))
                .isEqualTo("application/json");
        assertThat(get("/api/schema/?format=xml").statusCode()).isEqualTo(400);
        assertThat(get("/api/schema/?formt=yaml").body()).contains("\"formt\"");
    }

    @Test
    void whoeverHasItAlreadyIsToldSo() {
        String tag = get("/api/v1/openapi.json").headers().firstValue("ETag").orElseThrow();
        assertThat(get("/api/v1/openapi.json", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        assertThat(get("/api/v1/openapi.json", "If-None-Match", "\"other\"").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/docs", "/api/docs/", "/api/redoc", "/api/redoc/"})
    void pagesLoadNothingFromElsewhereAndEverythingTheyLoadIsThere(String path) {
        HttpResponse<String> page = get(path);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(type(page)).isEqualTo("text/html; charset=utf-8");
        String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertThat(policy).startsWith("default-src 'none'; script-src 'self'").doesNotContain("http", "eval");
        assertThat(policy.substring(policy.indexOf("script-src"), policy.indexOf("; style-src")))
                .doesNotContain("unsafe");
        assertThat(page.body()).doesNotContain("https://", "http://");
        int loaded = 0;
        Matcher asset = LOADED.matcher(page.body());
        while (asset.find()) {
            assertThat(get(asset.group(1)).statusCode()).as(asset.group(1)).isEqualTo(200);
            loaded++;
        }
        assertThat(loaded).isPositive();
    }

    @Test
    void swaggerUiShowsOurDocumentAndAsksNobodyAboutIt() {
        assertThat(get("/api/docs/").body())
                .contains("url: \"/api/v1/openapi.json\"", "validatorUrl: null", "persistAuthorization: false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v3/api-docs",
                "/swagger-ui.html",
                "/swagger-ui/index.html",
                "/api/docs/swagger-ui.html",
                "/api/docs/swagger-ui/index.html",
                "/api/docs/swagger-ui/swagger-initializer.js",
                "/api/v1/openapi.json/swagger-config",
                "/api/v1/openapi.json.yaml",
                "/webjars/swagger-ui/index.html"
            })
    void whatTheFrameworkWouldServeBesideIsNotThere(String path) {
        assertThat(get(path).statusCode()).isEqualTo(404);
        assertThat(get(path).body()).isEqualTo("{\"error\":\"not_found\",\"message\":\"Resource not found\"}");
    }

    private static String type(HttpResponse<String> response) {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    private static HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + served.port() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
