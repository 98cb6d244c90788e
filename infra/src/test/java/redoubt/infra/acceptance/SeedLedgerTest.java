package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * What the public page of the dialect promises, statement by statement, in the order of its ledger: how it is called. What
 * can be done with risks and controls is in {@link SeedLedgerOfThingsTest}, pages for people are in {@link BrowserTest}.
 */
@ExtendWith(SharedRedoubt.class)
class SeedLedgerTest {

    private static final String RISKS = "/api/v1/risks/";
    private static final String TOKENS = "/api/v1/api-tokens/";

    private final RunningRedoubt redoubt;
    private final Http http;
    private String folder = "";

    SeedLedgerTest(RunningRedoubt redoubt) {
        this.redoubt = redoubt;
        this.http = redoubt.http();
    }

    @BeforeEach
    void aFolder() {
        folder = http.post("/api/v1/folders/", "{\"name\":\"Ledger " + UUID.randomUUID() + "\"}")
                .expect(201)
                .id();
    }

    @Test
    void s01ToolsFindEverythingThatThePageNamesInOneDescription() {
        JsonNode paths =
                http.anonymous().get("/api/v1/openapi.json").expect(200).json().path("paths");
        for (String path : List.of("risks", "applied-controls", "compliance-assessments")) {
            String list = "/api/v1/" + path + "/";
            assertThat(paths.path(list).propertyNames()).contains("get", "post");
            assertThat(paths.path(list + "{id}/").propertyNames()).contains("get", "put", "patch", "delete");
        }
    }

    @Test
    void s02TokensAreGeneratedForPrograms() {
        String token = http.post(TOKENS, "{\"name\":\"Program\"}").expect(201).text("token");

        redoubt.http().as(token).get(RISKS).expect(200);
    }

    @Test
    void s05ATokenHasAName() {
        assertThat(http.post(TOKENS, "{\"name\":\"CI/CD Integration\"}")
                        .expect(201)
                        .text("name"))
                .isEqualTo("CI/CD Integration");
        http.post(TOKENS, "{}").expect(400);
    }

    @Test
    void s06ItsExpirationIsOptional() {
        Instant soon = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

        assertThat(http.post(TOKENS, "{\"name\":\"For ever\"}")
                        .expect(201)
                        .json()
                        .path("expires_at")
                        .isNull())
                .isTrue();
        assertThat(http.post(TOKENS, "{\"name\":\"For a day\",\"expires_at\":\"" + soon + "\"}")
                        .expect(201)
                        .text("expires_at"))
                .isEqualTo(soon.toString());
    }

    @Test
    void s07TheTokenIsShownOnce() {
        Reply made = http.post(TOKENS, "{\"name\":\"Once\"}").expect(201);

        assertThat(made.text("token")).matches("pst_[A-Za-z0-9_-]{43}");
        assertThat(http.get(TOKENS + made.id() + "/").expect(200).text()).doesNotContain(made.text("token"));
    }

    @Test
    void s08TheHeaderIsAuthorizationToken() {
        String token = http.post(TOKENS, "{\"name\":\"Header\"}").expect(201).text("token");

        redoubt.http()
                .anonymous()
                .with("Authorization", "Token " + token)
                .get(RISKS)
                .expect(200);
        redoubt.http()
                .anonymous()
                .with("Authorization", "Basic " + token)
                .get(RISKS)
                .expect(401);
    }

    @Test
    void s09PathsBelowApiV1EndInASlash() {
        assertThat(http.get(RISKS).expect(200).header("Location")).isNull();
        assertThat(http.post(RISKS, "{\"name\":\"Here\",\"folder\":\"" + folder + "\"}")
                        .expect(201)
                        .header("Location"))
                .startsWith(RunningRedoubt.PUBLIC + RISKS)
                .endsWith("/");
    }

    @Test
    void s22ListsHavePages() {
        List<String> made = new ArrayList<>();
        for (int risk = 0; risk < 26; risk++) {
            made.add(risk("Risk " + risk));
        }

        assertThat(list("page=1&page_size=25").ids()).containsExactlyElementsOf(made.subList(0, 25));
        assertThat(list("page=2&page_size=25").ids()).containsExactly(made.getLast());
    }

    @Test
    void s23RisksAreFilteredByStatusAndSeverity() {
        String high = http.post(
                        RISKS, "{\"name\":\"High\",\"likelihood\":3,\"impact\":4,\"folder\":\"" + folder + "\"}")
                .expect(201)
                .id();
        risk("Not rated");

        assertThat(list("status=open&severity=high").ids()).containsExactly(high);
    }

    @Test
    void s24ListsAreOrdered() {
        String first = risk("First");
        String second = risk("Second");

        assertThat(list("ordering=-created_at").ids()).containsExactly(second, first);
    }

    @Test
    void s25ListsAreSearched() {
        String found = risk("Data Breach Risk");
        risk("Power cut");

        assertThat(list("search=data%20breach").ids()).containsExactly(found);
    }

    @Test
    void s26AListHasFourMembers() {
        for (int risk = 0; risk < 26; risk++) {
            risk("Risk " + risk);
        }
        JsonNode page = list("").expect(200).json();

        assertThat(page.propertyNames()).containsExactly("count", "next", "previous", "results");
        assertThat(page.path("count").asInt()).isEqualTo(26);
        assertThat(page.path("next").asString()).startsWith("http").endsWith("page=2");
        assertThat(page.path("previous").isNull()).isTrue();
    }

    @Test
    void s27ARiskHasTheseMembers() {
        JsonNode risk = http.get(RISKS + risk("Members") + "/").json();

        assertThat(risk.propertyNames())
                .contains("id", "name", "description", "status", "likelihood", "impact", "created_at");
        assertThat(UUID.fromString(risk.path("id").asString())).isNotNull();
        assertThat(Instant.parse(risk.path("created_at").asString())).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void s28TheBodyOfThePageCreatesARisk() {
        JsonNode risk = http.post(
                        RISKS,
                        "{\"name\":\"Third-Party Data Breach\",\"description\":\"Risk of data exposure through vendor"
                                + " systems\",\"folder\":\"" + folder
                                + "\",\"likelihood\":3,\"impact\":4,\"treatment\":\"mitigate\"}")
                .expect(201)
                .json();

        assertThat(risk.path("treatment").asString()).isEqualTo("mitigate");
        assertThat(risk.path("severity").asString()).isEqualTo("high");
    }

    @Test
    void s37AnswersTellWhatMayStillBeAsked() {
        Reply answer = http.get(RISKS).expect(200);

        assertThat(answer.number("X-RateLimit-Limit")).isPositive();
        assertThat(answer.number("X-RateLimit-Remaining")).isLessThan(answer.number("X-RateLimit-Limit"));
        assertThat(Instant.ofEpochSecond(answer.number("X-RateLimit-Reset"))).isAfter(Instant.now());
    }

    @Test
    void s38WhatIsWrongWithTheInputIsToldByField() {
        assertThat(http.post(RISKS, "{}").expect(400).text())
                .isEqualTo("{\"error\":\"validation_error\",\"details\":{\"name\":[\"This field is required.\"]}}");
    }

    @Test
    void s39WhoIsNotKnownIsTold() {
        assertThat(http.as("nonsense").get(RISKS).expect(401).text())
                .isEqualTo("{\"error\":\"authentication_failed\",\"message\":\"Invalid or expired token\"}");
    }

    @Test
    void s40WhoMayNotIsTold() {
        String reading = http.post(TOKENS, "{\"name\":\"Reading\",\"read_only\":true}")
                .expect(201)
                .text("token");

        assertThat(http.as(reading).post(RISKS, "{}").expect(403).text())
                .isEqualTo("{\"error\":\"permission_denied\",\"message\":\"You do not have access to this resource\"}");
    }

    @Test
    void s41WhatIsNotThereIsTold() {
        assertThat(http.get(RISKS + UUID.randomUUID() + "/").expect(404).text())
                .isEqualTo("{\"error\":\"not_found\",\"message\":\"Resource not found\"}");
    }

    private Reply list(String parameters) {
        return http.get(RISKS + "?folder=" + folder + (parameters.isEmpty() ? "" : "&" + parameters));
    }

    private String risk(String name) {
        return http.post(RISKS, "{\"name\":\"" + name + "\",\"folder\":\"" + folder + "\"}")
                .expect(201)
                .id();
    }
}
