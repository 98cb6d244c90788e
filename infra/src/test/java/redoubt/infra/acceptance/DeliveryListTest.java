package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redoubt.infra.acceptance.Receiver.Answer;
import tools.jackson.databind.JsonNode;

/** What is on its way and what has ended stand apart, and are one list to whoever asks: here three have arrived, and two wait. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class DeliveryListTest {

    private static final int ARRIVED = 3;
    private static final int WAITING = 2;

    private final WebhookStage stage = new WebhookStage();
    private final Http http = stage.redoubt().http();
    private final List<String> risks = new ArrayList<>();
    private String list = "";

    @BeforeAll
    void threeArriveAndTwoWait() {
        list = WebhookStage.HOOKS
                + stage.hook("\"event_types\":[\"risk.created\"]").id() + "/deliveries/";
        tell("Arrives", ARRIVED, "delivered");
        stage.receiver().answering(_ -> Answer.of(503).with("retry-after", "3600"));
        tell("Waits", WAITING, "retrying");
    }

    private void tell(String name, int number, String state) {
        for (int n = 0; n < number; n++) {
            risks.add(stage.risk(name + " " + n));
        }
        await().atMost(WebhookStage.SOON)
                .until(() -> http.get(list + "?state=" + state).ids().size() == number);
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        state=delivered                          | 3
        state=retrying                           | 2
        state=delivered,retrying                 | 5
        state=exhausted                          | 0
        trigger=event                            | 5
        trigger=replay                           | 0
        trigger=event,replay                     | 5
        status=204                               | 3
        status=503                               | 2
        status=204,503                           | 5
        status=500                               | 0
        event_type=risk.created                  | 5
        event_type=risk.deleted                  | 0
        created_at__lt=2020-01-01T00:00:00Z      | 0
        created_at__gte=2020-01-01T00:00:00Z     | 5
        position__gte=1&status=503               | 2
        position__lt=1                           | 0
        """)
    void eachFilterFindsWhatItAsksForAmongBoth(String filter, int found) {
        assertThat(http.get(list + "?" + filter).ids()).hasSize(found);
        assertThat(http.get(list + "?" + filter).json().path("count").asInt()).isEqualTo(found);
    }

    @Test
    void theDeliveriesOfOneResourceAreFoundWhereverTheyAre() {
        assertThat(risks).allSatisfy(risk -> assertThat(
                        http.get(list + "?resource_id=" + risk).ids())
                .hasSize(1));
    }

    @ParameterizedTest
    @CsvSource({"created_at", "position", "next_attempt_at"})
    void eachOrderIsTurnedAroundByADashAndPagesShowEachOnce(String order) {
        List<String> rising = http.get(list + "?ordering=" + order).ids();
        assertThat(rising).hasSize(ARRIVED + WAITING);
        assertThat(http.get(list + "?ordering=-" + order).ids()).isEqualTo(rising.reversed());

        List<String> paged = new ArrayList<>();
        for (int page = 1; page <= 3; page++) {
            paged.addAll(http.get(list + "?page_size=2&page=" + page + "&ordering=" + order)
                    .ids());
        }
        assertThat(paged).isEqualTo(rising);
    }

    @Test
    void theyComeInTheOrderInWhichThingsHappened() {
        assertThat(told("created_at")).isEqualTo(risks);
        assertThat(told("position")).isEqualTo(risks);
    }

    @Test
    void whatIsTriedNextComesBeforeWhatIsTriedNoMore() {
        List<JsonNode> all = http.get(list + "?ordering=next_attempt_at").results();
        assertThat(all.subList(0, WAITING))
                .allSatisfy(each -> assertThat(each.path("state").asString()).isEqualTo("retrying"));
        assertThat(all.subList(WAITING, all.size()))
                .allSatisfy(each ->
                        assertThat(each.path("next_attempt_at").isNull()).isTrue());
    }

    @Test
    void eachIsShownWithWhatWasSentAndWhatWasAnswered() {
        List<String> bodies = new ArrayList<>();
        for (String id : http.get(list).ids()) {
            JsonNode one = http.get(list + id + "/").expect(200).json();
            bodies.add(one.path("request").path("body").asString());
            assertThat(one.path("attempts").size()).isEqualTo(1);
            assertThat(one.path("attempts").path(0).path("status").asInt())
                    .isEqualTo(one.path("state").asString().equals("delivered") ? 204 : 503);
        }
        assertThat(new HashSet<>(bodies)).hasSize(ARRIVED + WAITING);
        assertThat(bodies).allSatisfy(body -> assertThat(body).contains("\"type\":\"risk.created\""));
    }

    private List<String> told(String order) {
        return http.get(list + "?ordering=" + order).results().stream()
                .map(each -> each.path("event").path("resource").path("id").asString())
                .toList();
    }
}
