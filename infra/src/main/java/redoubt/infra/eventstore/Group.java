package redoubt.infra.eventstore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.messaging.eventstreaming.EventCriterion;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Appends that are written in one call. They are checked together before any of them is written, so none may depend on
 * what another one of them writes: an append whose condition matches an event of an earlier member, or that claims the key
 * of one, waits for the next group. The other direction is harmless: who came first is checked first anyway.
 */
final class Group {

    /** A group with more events is full, so that a few large appends do not make everybody wait for one long call. */
    private static final int EVENTS = 2_048;

    private record Member(Waiting append, Waiting.Written event) {}

    final List<Waiting> appends = new ArrayList<>();
    private final List<Member> events = new ArrayList<>();
    private final Map<Tag, List<Member>> byTag = new HashMap<>();
    private final Map<String, Waiting> byKey = new HashMap<>();

    private Group() {}

    /** Takes the next group out of a queue; what must wait stays in it, in order, and knows for whom it waits. */
    static Group from(Deque<Waiting> queue, int most) {
        var group = new Group();
        var staying = new ArrayDeque<Waiting>();
        while (!queue.isEmpty() && group.appends.size() < most && group.events.size() < EVENTS) {
            var next = queue.peekFirst();
            if (next.alone && !(group.appends.isEmpty() && staying.isEmpty())) {
                break;
            }
            queue.removeFirst();
            next.behind = group.blocking(next);
            if (next.behind == null) {
                group.add(next);
            } else {
                staying.addLast(next);
            }
            if (next.alone) {
                break;
            }
        }
        while (!staying.isEmpty()) {
            queue.addFirst(staying.removeLast());
        }
        return group;
    }

    private void add(Waiting append) {
        appends.add(append);
        if (append.claim != null) {
            byKey.put(append.claim.key(), append);
        }
        for (var event : append.events) {
            var member = new Member(append, event);
            events.add(member);
            for (var tag : event.tags()) {
                byTag.computeIfAbsent(tag, _ -> new ArrayList<>(2)).add(member);
            }
        }
    }

    private @Nullable Waiting blocking(Waiting append) {
        if (append.claim != null) {
            var sameKey = byKey.get(append.claim.key());
            if (sameKey != null) {
                return sameKey;
            }
        }
        var criteria = append.criteria;
        if (criteria == null) {
            return null;
        }
        if (criteria.everything()) {
            return events.isEmpty() ? null : events.getFirst().append();
        }
        for (var criterion : criteria.any()) {
            for (var member : candidates(criterion)) {
                if (criterion.matches(
                        member.event().message().type().qualifiedName(),
                        member.event().tags())) {
                    return member.append();
                }
            }
        }
        return null;
    }

    private List<Member> candidates(EventCriterion criterion) {
        return criterion.tags().isEmpty()
                ? events
                : byTag.getOrDefault(criterion.tags().iterator().next(), List.of());
    }
}
