package redoubt.infra.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;

class GroupTest {

    private static final Tag A = LogTest.tag("a");
    private static final Tag B = LogTest.tag("b");

    @Test
    void strangersAreWrittenTogetherUpToTheBound() {
        var queue = queue(writes(A), writes(B), writes(A), writes(B));

        assertThat(Group.from(queue, 3).appends).hasSize(3);
        assertThat(queue).hasSize(1);
    }

    @Test
    void whoseConditionMatchesAnEarlierMembersEventWaitsForIt() {
        var first = writes(A);
        var second = unless(EventCriteria.havingTags(A), B);
        var third = writes(B);
        var queue = queue(first, second, third);

        assertThat(Group.from(queue, 10).appends).containsExactly(first, third);
        assertThat(queue).containsExactly(second);
        assertThat(second.behind).isSameAs(first);
    }

    @Test
    void whoCameFirstNeedNotMindWhoComesLater() {
        var first = unless(EventCriteria.havingTags(A), B);
        var second = writes(A);

        assertThat(Group.from(queue(first, second), 10).appends).containsExactly(first, second);
    }

    @Test
    void conditionsOnTypesOnAnythingAndOnAlternativesAreHeededToo() {
        var ofType = EventCriteria.havingAnyTag().andBeingOneOfTypes(new QualifiedName("written"));
        var ofOtherType = EventCriteria.havingAnyTag().andBeingOneOfTypes(new QualifiedName("other"));
        var anything = EventCriteria.havingAnyTag();
        var anythingAmongOthers = EventCriteria.either(EventCriteria.havingTags(B), EventCriteria.havingAnyTag());
        var bothTags = EventCriteria.havingTags(A, B);

        assertThat(waitsBehindA(ofType)).isTrue();
        assertThat(waitsBehindA(ofOtherType)).isFalse();
        assertThat(waitsBehindA(anything)).isTrue();
        assertThat(waitsBehindA(anythingAmongOthers)).isTrue();
        assertThat(waitsBehindA(bothTags)).isFalse();
    }

    @Test
    void aKeyIsClaimedOnceInAGroup() {
        var first = claims("key");
        var second = claims("key");
        var third = claims("another key");
        var queue = queue(first, second, third);

        assertThat(Group.from(queue, 10).appends).containsExactly(first, third);
        assertThat(queue).containsExactly(second);
    }

    @Test
    void whoMustShowByItselfGoesAlone() {
        var suspects = Stream.of(writes(A), writes(B)).toList();
        suspects.forEach(suspect -> suspect.alone = true);
        var free = writes(A);
        var queue = queue(suspects.get(0), suspects.get(1), free);

        assertThat(Group.from(queue, 10).appends).containsExactly(suspects.get(0));
        assertThat(Group.from(queue, 10).appends).containsExactly(suspects.get(1));
        assertThat(Group.from(queue, 10).appends).containsExactly(free);
    }

    @Test
    void aFewLargeAppendsFillAGroup() {
        var large =
                Stream.generate(() -> waiting(null, null, A, 1_500)).limit(4).toArray(Waiting[]::new);

        assertThat(Group.from(queue(large), 256).appends).hasSize(2);
    }

    private static boolean waitsBehindA(EventCriteria criteria) {
        var queue = queue(writes(A), unless(criteria, B));
        Group.from(queue, 10);
        return !queue.isEmpty();
    }

    private static Deque<Waiting> queue(Waiting... appends) {
        return new ArrayDeque<>(Arrays.asList(appends));
    }

    private static Waiting writes(Tag tag) {
        return waiting(null, null, tag, 1);
    }

    private static Waiting unless(EventCriteria criteria, Tag tag) {
        return waiting(criteria, null, tag, 1);
    }

    private static Waiting claims(String key) {
        return waiting(null, new Claim(key, "print"), A, 1);
    }

    private static Waiting waiting(EventCriteria criteria, Claim claim, Tag tag, int events) {
        var event = LogTest.event("written", "x", tag);
        var written = new Waiting.Written((EventMessage) event.event(), event.tags(), "{}", "\"x\"", "{}");
        return new Waiting(
                ConsistencyMarker.ORIGIN,
                criteria == null ? null : Criteria.of(criteria),
                claim,
                List.copyOf(Collections.nCopies(events, written)));
    }
}
