package redoubt.infra.eventstore;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.EventCriterion;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Criteria taken apart: every event, or those that meet any criterion of a list.
 *
 * <p>"Every event" has no criterion, and vanishes from the flattened list when it is one of several alternatives. It is
 * therefore found out by asking whether an event without tags, of a type that cannot be, would match.
 */
record Criteria(EventCriteria whole, boolean everything, List<EventCriterion> any) {

    private static final QualifiedName NO_TYPE = new QualifiedName("\0");

    static Criteria of(EventCriteria criteria) {
        boolean everything = criteria.matches(NO_TYPE, Set.of());
        return new Criteria(criteria, everything, everything ? List.of() : List.copyOf(criteria.flatten()));
    }

    /** As the arguments of the reading functions: tags, further tags, types of each, and types without a tag. */
    Selection selection() {
        if (everything) {
            return Selection.EVERYTHING;
        }
        var tags = new ArrayList<String>();
        var more = new ArrayList<@Nullable String>();
        var types = new ArrayList<@Nullable String>();
        var untagged = new ArrayList<String>();
        for (var criterion : any) {
            var names = criterion.types().stream().map(QualifiedName::name).toList();
            if (criterion.tags().isEmpty()) {
                untagged.addAll(names);
            } else {
                var sorted = tags(criterion);
                tags.add(sorted.getFirst());
                more.add(others(sorted));
                types.add(names.isEmpty() ? null : Texts.array(names));
            }
        }
        return new Selection(
                tags.toArray(String[]::new),
                more.toArray(String[]::new),
                types.toArray(String[]::new),
                untagged.toArray(String[]::new));
    }

    /** As a reading of the log asks for it. */
    static Selection selection(@Nullable Tag tag, Set<QualifiedName> types) {
        var names = types.stream().map(QualifiedName::name).toList();
        if (tag == null) {
            return names.isEmpty()
                    ? Selection.EVERYTHING
                    : new Selection(new String[0], new String[0], new String[0], names.toArray(String[]::new));
        }
        return new Selection(
                new String[] {Texts.of(tag)},
                new String[1],
                new @Nullable String[] {names.isEmpty() ? null : Texts.array(names)},
                new String[0]);
    }

    /** The tags of a criterion in a fixed order, so that equal criteria ask equal questions. */
    static List<String> tags(EventCriterion criterion) {
        return criterion.tags().stream().map(Texts::of).sorted().toList();
    }

    static @Nullable String others(List<String> sortedTags) {
        return sortedTags.size() == 1 ? null : Texts.array(sortedTags.subList(1, sortedTags.size()));
    }

    /** Arguments of the reading functions; all null for every event. */
    @SuppressWarnings("ArrayRecordComponent") // built once, bound once, never compared
    record Selection(
            String @Nullable [] tags,
            @Nullable String @Nullable [] more,
            @Nullable String @Nullable [] types,
            String @Nullable [] untagged) {

        static final Selection EVERYTHING = new Selection(null, null, null, null);
    }
}
