package redoubt.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redoubt.api.house.House;
import redoubt.api.house.Running;
import redoubt.api.house.Running.Told;
import redoubt.grc.Risk;
import redoubt.query.Condition;
import redoubt.query.Criterion.Lookup;
import redoubt.query.Order;
import redoubt.query.Query;

/** Parameters of lists: what they become, and what is said of wrong ones. */
class ListParametersTest {

    private static Running running;

    @BeforeAll
    static void start() {
        running = new Running();
        running.post("/api/v1/risks/", "{\"name\":\"One\",\"likelihood\":3}");
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @ParameterizedTest
    @CsvSource({
        "page=0, page",
        "page=-1, page",
        "page=two, page",
        "page=1&page=2, page",
        "page_size=0, page_size",
        "page_size=501, page_size",
        "page_size=, page_size",
        "status=opne, status",
        "status=, status",
        "likelihood=three, likelihood",
        "likelihood__gte=1%2C2, likelihood__gte",
        "likelihood__isnull=maybe, likelihood__isnull",
        "due_date__lte=2026-13-01, due_date__lte",
        "created_at__gte=2026-01-01, created_at__gte",
        "created_at__gte=2026-01-01T00:00:00, created_at__gte",
        "risk_matrix=17, risk_matrix",
        "ordering=color, ordering",
        "'ordering=name,name,name,name,name,name', ordering",
        "search=a+b+c+d+e+f+g+h+i+j+k, search",
        "search=%00, search",
        "search=%ED%A0%80, search",
        "expand=color, expand",
        "as_of=yesterday, as_of",
        "stauts=open, stauts",
        "name__gte=a, name__gte",
        "Name=a, Name",
        "page_size__gte=1, page_size__gte"
    })
    void aWrongParameterIsRefusedUnderItsOwnName(String query, String name) {
        Told told = running.get("/api/v1/risks/?" + query);
        assertThat(told.status()).isEqualTo(400);
        assertThat(told.json().get("error").stringValue()).isEqualTo("validation_error");
        assertThat(told.json().get("details").propertyNames()).containsExactly(name);
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        Told told = running.get("/api/v1/risks/?page=x&status=y&nonsense=1&ordering=z");
        assertThat(told.json().get("details").propertyNames())
                .containsExactlyInAnyOrder("page", "status", "nonsense", "ordering");
    }

    @Test
    void commasAndRepetitionMeanOneOfThese() {
        Condition condition = only("status=open,in_progress&status=closed");
        assertThat(condition.lookup()).isEqualTo(Lookup.AMONG);
        assertThat(condition.values()).containsExactly(Risk.Status.OPEN, Risk.Status.IN_PROGRESS, Risk.Status.CLOSED);
        assertThat(condition.unset()).isFalse();
    }

    @Test
    void twoDashesMeanNoValue() {
        Condition condition = only("severity=high,--");
        assertThat(condition.values()).containsExactly("high");
        assertThat(condition.unset()).isTrue();
        assertThat(only("severity__not=--").values()).isEmpty();
    }

    @Test
    void lookupsAreReadInTheKindOfTheirCriterion() {
        assertThat(only("likelihood__gte=3")).satisfies(condition -> {
            assertThat(condition.lookup()).isEqualTo(Lookup.GTE);
            assertThat(condition.values()).containsExactly(3L);
        });
        assertThat(only("created_at__lt=2026-01-01T02:00:00+02:00").values())
                .containsExactly(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(only("due_date__isnull=true").values()).containsExactly(true);
        assertThat(only("risk_matrix=" + House.MATRIX.toUpperCase()).values()).containsExactly(House.MATRIX);
    }

    @Test
    void searchKeepsPhrasesTogetherAndTakesEverythingElseLiterally() {
        assertThat(query("search=%22data%20breach%22+50%25+a_b").search()).containsExactly("data breach", "50%", "a_b");
        assertThat(query("search=").search()).isEmpty();
        assertThat(query("search=+++").search()).isEmpty();
    }

    @Test
    void orderingNamesTermsByWeight() {
        assertThat(query("ordering=-severity,name").order())
                .containsExactly(new Order("severity", true), new Order("name", false));
        assertThat(query("ordering=").order()).isEmpty();
    }

    @Test
    void aPageFarBeyondTheLastIsNotFound() {
        assertThat(running.get("/api/v1/risks/?page=99999999999999999999").status())
                .isEqualTo(404);
        assertThat(running.get("/api/v1/folders/?name=none").status()).isEqualTo(200);
    }

    @Test
    void referencesAreShownWithNamesWhenAsked() {
        Told told = running.get("/api/v1/risks/?expand=folder,created_by");
        assertThat(told.json().at("/results/0/folder").toString())
                .isEqualTo("{\"id\":\"" + House.ROOT + "\",\"str\":\"Global\"}");
        assertThat(told.json().at("/results/0/created_by/str").stringValue()).isEqualTo("ada@example.com");
        assertThat(told.json().at("/results/0/risk_matrix").isString()).isTrue();
    }

    @Test
    void tokensAreOnesOwnUnlessAManagerAsksForOthers() {
        assertThat(conditions("/api/v1/api-tokens/")).singleElement().satisfies(condition -> {
            assertThat(condition.criterion().name()).isEqualTo("owner");
            assertThat(condition.values()).containsExactly(House.ADMIN);
        });
        assertThat(conditions("/api/v1/api-tokens/?all=true")).isEmpty();
        assertThat(running.ask("GET", "/api/v1/api-tokens/?all=true")
                        .as("Token " + House.READER_TOKEN)
                        .send()
                        .status())
                .isEqualTo(403);
    }

    private static Condition only(String query) {
        return query(query).where().getFirst();
    }

    private static Query<?> query(String query) {
        Told told = running.get("/api/v1/risks/?" + query);
        assertThat(told.status()).as(told.text()).isEqualTo(200);
        return Objects.requireNonNull(running.house.queries.last);
    }

    private static List<Condition> conditions(String path) {
        assertThat(running.get(path).status()).isEqualTo(200);
        return Objects.requireNonNull(running.house.queries.last).where();
    }
}
