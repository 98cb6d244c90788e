package redoubt.query.sql;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.query.Condition;
import redoubt.query.Criterion.Lookup;
import redoubt.query.Order;
import redoubt.query.Query;

/**
 * What lists of risks should hold, worked out in memory and with no thought of speed, from nothing but what the contract
 * says about filters, orders and searches.
 */
final class Oracle {

    private final RandomRegister register;
    private final Map<String, Function<Known<Risk>, Object>> values = new HashMap<>();

    Oracle(RandomRegister register) {
        this.register = register;
        for (var field : redoubt.model.Shape.of(Risk.class).fields()) {
            values.put(field.name(), known -> field.of(known.state()));
        }
        values.put("appliedControls", known -> Stream.concat(
                        known.state().appliedControls().stream(), known.state().existingAppliedControls().stream())
                .toList());
        values.put("id", known -> known.ref().id());
        values.put("createdAt", Known::createdAt);
        values.put("updatedAt", Known::updatedAt);
        values.put("createdBy", Known::createdBy);
        values.put("updatedBy", Known::updatedBy);
        values.put("folderExact", known -> known.state().folder());
        values.put("isOverdue", known -> overdue(known.state()));
        values.put("isReviewDue", known -> reviewDue(known.state()));
        values.put("withinTolerance", known -> tolerated(known.state()));
        values.put("hasAcceptance", known -> known.state().acceptance() != null);
        values.put(
                "acceptanceExpiresOn",
                known -> known.state().acceptance() == null
                        ? null
                        : known.state().acceptance().expiresOn());
    }

    /** The value that a criterion compares. */
    Object value(String name, Known<Risk> known) {
        return plain(values.get(name).apply(known));
    }

    List<String> names() {
        return List.copyOf(values.keySet());
    }

    List<String> answer(Query<Risk> query) {
        return register.log.all(Risk.class).stream()
                .filter(known -> !known.state().folder().equals(register.other.root))
                .filter(known -> query.where().stream().allMatch(condition -> matches(condition, known)))
                .filter(known -> query.search().stream().allMatch(word -> contains(known.state(), word)))
                .sorted(order(query.order()))
                .map(known -> known.ref().id())
                .toList();
    }

    private boolean matches(Condition condition, Known<Risk> known) {
        String name = condition.criterion().name();
        if (name.equals("folder")) {
            List<String> path = path(known.state().folder());
            boolean inside = condition.values().stream().anyMatch(path::contains);
            return (condition.lookup() == Lookup.AMONG) == inside;
        }
        Object value = value(name, known);
        if (value instanceof List<?> list) {
            boolean any = condition.values().stream().anyMatch(list::contains) || (condition.unset() && list.isEmpty());
            return (condition.lookup() == Lookup.AMONG) == any;
        }
        List<Object> wanted = condition.values().stream().map(Oracle::plain).toList();
        return switch (condition.lookup()) {
            case AMONG -> wanted.contains(value) || (condition.unset() && value == null);
            case NOT -> !wanted.contains(value) && !(condition.unset() && value == null);
            case ISNULL -> wanted.contains(value == null);
            case GTE -> wanted.stream().anyMatch(bound -> value != null && compare(value, bound) >= 0);
            case GT -> wanted.stream().anyMatch(bound -> value != null && compare(value, bound) > 0);
            case LTE -> wanted.stream().anyMatch(bound -> value != null && compare(value, bound) <= 0);
            case LT -> wanted.stream().anyMatch(bound -> value != null && compare(value, bound) < 0);
        };
    }

    private static Object plain(Object value) {
        return switch (value) {
            case Ref<?> ref -> ref.id();
            case Integer number -> number.longValue();
            case List<?> list -> list.stream().map(Oracle::plain).toList();
            case null, default -> value;
        };
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static int compare(Object one, Object other) {
        return ((Comparable) one).compareTo(other);
    }

    Comparator<Known<Risk>> order(List<Order> terms) {
        Comparator<Known<Risk>> comparator = null;
        for (Order term : terms.isEmpty() ? List.of(new Order("createdAt", false)) : terms) {
            for (Function<Known<Risk>, Comparable<?>> key : keys(term.name())) {
                Comparator<Known<Risk>> next = comparing(key, term.descending());
                comparator = comparator == null ? next : comparator.thenComparing(next);
            }
        }
        return Objects.requireNonNull(comparator)
                .thenComparing(known -> known.ref().id());
    }

    private static Comparator<Known<Risk>> comparing(Function<Known<Risk>, Comparable<?>> key, boolean descending) {
        return (one, other) -> {
            Comparable<?> left = key.apply(one);
            Comparable<?> right = key.apply(other);
            if (left == null || right == null) {
                return Boolean.compare(left == null, right == null);
            }
            return descending ? compare(right, left) : compare(left, right);
        };
    }

    private List<Function<Known<Risk>, Comparable<?>>> keys(String name) {
        return switch (name) {
            case "severity" ->
                List.of(k -> k.state().severityRank(), k -> k.state().severityLevel());
            case "inherentSeverity" -> List.of(k -> k.state().inherentSeverityLevel());
            case "residualSeverity" -> List.of(k -> k.state().residualSeverityLevel());
            case "folder" -> List.of(k -> names(k.state().folder()));
            case "status" -> List.of(k -> k.state().status().name());
            case "treatment" -> List.of(k -> k.state().treatment().name());
            case "name" -> List.of(k -> points(caseless(k.state().name())));
            case "refId" ->
                List.of(k -> k.state().refId() == null
                        ? null
                        : points(caseless(k.state().refId())));
            default -> List.of(k -> (Comparable<?>) values.get(name).apply(k));
        };
    }

    /** Folder names from the root down, so that texts compare like paths; names in this register have no slash or tab. */
    private String names(Ref<Folder> folder) {
        List<String> path = new ArrayList<>(path(folder));
        java.util.Collections.reverse(path);
        StringBuilder names = new StringBuilder();
        path.forEach(id -> names.append(register.log
                        .known(Ref.of(Folder.class, id))
                        .state()
                        .name()
                        .toUpperCase(java.util.Locale.ROOT)
                        .toLowerCase(java.util.Locale.ROOT))
                .append('\u0000'));
        return names.toString();
    }

    private List<String> path(Ref<Folder> folder) {
        List<String> path = new ArrayList<>();
        for (Ref<Folder> at = folder;
                at != null;
                at = register.log.known(at).state().parentFolder()) {
            path.add(at.id());
        }
        return path;
    }

    private boolean overdue(Risk risk) {
        return risk.dueDate() != null
                && risk.dueDate().isBefore(RandomRegister.TODAY)
                && (risk.status() == Risk.Status.OPEN || risk.status() == Risk.Status.IN_PROGRESS);
    }

    private boolean reviewDue(Risk risk) {
        LocalDate review = risk.reviewDate();
        return review != null && !review.isAfter(RandomRegister.TODAY) && risk.status() != Risk.Status.CLOSED;
    }

    Boolean tolerated(Risk risk) {
        Optional<String> slug = path(risk.folder()).stream()
                .map(id -> register.log.known(Ref.of(Folder.class, id)).state().riskTolerance())
                .filter(Objects::nonNull)
                .findFirst();
        Optional<Integer> level = slug.flatMap(word ->
                register.log.known(risk.riskMatrix()).state().definition().level(word));
        return level.isEmpty() || risk.severityLevel() == null ? null : (Boolean) (risk.severityLevel() <= level.get());
    }

    private static boolean contains(Risk risk, String word) {
        return Stream.of(risk.name(), risk.description(), Objects.requireNonNullElse(risk.refId(), ""))
                .anyMatch(text -> folded(text).contains(folded(word)));
    }

    private static String folded(String text) {
        String stripped = Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("[\u0300-\u036F]", "");
        return caseless(stripped)
                .replace('ł', 'l')
                .replace('ø', 'o')
                .replace('đ', 'd')
                .replace('ħ', 'h')
                .replace('ŧ', 't')
                .replace('ı', 'i')
                .replace('\u001F', ' ');
    }

    private static String caseless(String text) {
        return text.codePoints()
                .map(Character::toUpperCase)
                .map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** A text that compares by code points; Java's own order goes by UTF-16. */
    private static String points(String text) {
        return text.codePoints().mapToObj("%08x"::formatted).collect(java.util.stream.Collectors.joining());
    }
}
