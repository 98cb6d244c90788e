package redoubt.infra.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.junit.jupiter.api.Test;

class AsideTest extends LogTest {

    private static final EventCriteria LOOKED = EventCriteria.havingTags(tag("folder"));

    @Test
    void whatIsLaidAsideIsNoPartOfTheLogUntilAllOfItIs() {
        var store = store();
        written(store, event("folder", "0", tag("folder")));
        var aside = store.aside();
        lay(store, aside, event("one", "1", tag("a")), event("two", "2", tag("a")));
        lay(store, aside, event("three", "3", tag("b")));

        assertThat(store.head().block(PATIENCE)).isEqualTo(1);
        written(store, event("meanwhile", "4", tag("c")));
        var place = aside.append(null).block(PATIENCE);

        assertThat(place.first()).isEqualTo(3);
        assertThat(place.last()).isEqualTo(5);
        assertThat(sql("select type from event order by position"))
                .containsExactly("folder", "meanwhile", "one", "two", "three");
        assertThat(sql("select position from event_tag where tag like '%a' order by position"))
                .containsExactly("3", "4");
        assertThat(store.follow(2)
                        .take(3)
                        .map(logged -> logged.message().type().name())
                        .collectList()
                        .block(PATIENCE))
                .containsExactly("one", "two", "three");
    }

    @Test
    void whoeverWroteItSeesItAtOnce() {
        var store = store();
        written(store, event("folder", "0", tag("folder")));
        var aside = store.aside();
        assertThat(source(store.engine(), EventCriteria.havingTags(tag("a")))
                        .join()
                        .payloads())
                .isEmpty();
        lay(store, aside, event("one", "1", tag("a")));

        aside.append(null).block(PATIENCE);

        assertThat(source(store.engine(), EventCriteria.havingTags(tag("a")))
                        .join()
                        .payloads())
                .containsExactly("1");
    }

    @Test
    void nothingIsAppendedOnceWhatWasLookedAtHasChanged() {
        var store = store();
        written(store, event("folder", "0", tag("folder")));
        var aside = store.aside();
        lay(store, aside, event("one", "1", tag("a")));
        written(store, event("other", "2", tag("a")));
        written(store, event("folder", "3", tag("folder")));
        lay(store, aside, event("two", "4", tag("a")));

        assertThatThrownBy(() -> aside.append(null).block(PATIENCE))
                .isInstanceOf(AppendEventsTransactionRejectedException.class);
        assertThat(store.head().block(PATIENCE)).isEqualTo(3);
    }

    @Test
    void whatNobodyLookedAtIsNotInTheWay() {
        var store = store();
        written(store, event("folder", "0", tag("folder")));
        var aside = store.aside();
        lay(store, aside, event("one", "1", tag("a")));
        written(store, event("other", "2", tag("a")));

        assertThat(aside.append(null).block(PATIENCE).first()).isEqualTo(3);
    }

    @Test
    void aClaimIsTakenWithItOnce() {
        var store = store();
        written(store, event("folder", "0", tag("folder")));
        var first = store.aside();
        var second = store.aside();
        lay(store, first, event("one", "1", tag("a")));
        lay(store, second, event("one", "1", tag("a")));
        var claim = new Claim("key", "print");

        var place = first.append(claim).block(PATIENCE);

        assertThat(store.receipt("key").block(PATIENCE).position()).isEqualTo(place.last());
        assertThatThrownBy(() -> second.append(claim).block(PATIENCE)).isInstanceOf(AlreadyClaimed.class);
        assertThat(sql("select count(*) from event")).containsExactly("2");
    }

    @Test
    void nothingStaysOfWhatIsDiscarded() {
        var store = store();
        written(store, event("folder", "0", tag("folder")));
        var aside = store.aside();
        lay(store, aside, event("one", "1", tag("a")));

        aside.discard().block(PATIENCE);

        assertThat(sql("select count(*) from aside_event")).containsExactly("0");
        assertThat(sql("select count(*) from aside_look")).containsExactly("0");
        assertThat(store.head().block(PATIENCE)).isEqualTo(1);
    }

    @Test
    void whatAnEndedProcessForgotIsSweptAwayAndWhatIsYoungStays() {
        var store = store();
        written(store, event("folder", "0", tag("folder")));
        lay(store, store.aside(), event("one", "1", tag("a")));
        sql("update aside_event set laid_at = now() - interval '7 hours' returning 1");
        lay(store, store.aside(), event("two", "2", tag("a")));

        store.sweepAside().block(PATIENCE);

        assertThat(sql("select type from aside_event")).containsExactly("two");
        assertThat(sql("select count(distinct aside) from aside_look")).containsExactly("1");
    }

    private static void lay(PostgresEventStore store, Aside aside, TaggedEventMessage<?>... events) {
        var known = source(store.engine(), LOOKED).join();
        AppendCondition condition = known.unlessMore(LOOKED);
        var context = new Context().with(Aside.KEY, aside);
        CompletableFuture<?> laid = store.engine()
                .appendEvents(condition, context, List.of(events))
                .thenCompose(transaction -> transaction.commit(context));
        laid.join();
    }
}
