package redoubt.infra.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import redoubt.infra.acceptance.Http;
import redoubt.infra.acceptance.Reply;
import redoubt.infra.sweep.Composer.Composed;
import redoubt.infra.sweep.Slot.Where;

/**
 * Asks every operation for things of somebody else and for things that nobody has, and notes where the answers differ. One
 * request at a time.
 */
final class Sweep {

    /**
     * Where the name of an organization stands: it is told apart from others of the same founder, and both of ours were
     * founded by nobody, as only the first of a house is.
     */
    private static final Set<String> SAME_FOUNDER = Set.of("replace_organization name", "update_organization name");

    /** What others ask at the same time makes a difference by chance, but not so often in a row. */
    private static final int PAIRS = 5;

    private final List<Operation> operations;
    private final Tenant own;
    private final Tenant other;
    private final List<String> leaks = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private int asked;

    /** Asks in the place of one for what is the other's. */
    Sweep(List<Operation> operations, Tenant own, Tenant other) {
        this.operations = operations;
        this.own = own;
        this.other = other;
    }

    /** Whether anything of somebody else's can stand in an operation, so that it is asked for it. */
    static boolean covers(Operation operation, List<Operation> all) {
        return Slot.of(operation, all).stream().anyMatch(slot -> refers(operation, slot) || calls(operation, slot));
    }

    private static boolean refers(Operation operation, Slot slot) {
        return switch (slot.where()) {
            case PATH -> true;
            // With a thing of one's own something would be done.
            case QUERY -> operation.asks();
            case BODY -> !slot.free();
            case HEADER -> false;
        };
    }

    private static boolean calls(Operation operation, Slot slot) {
        return slot.where() == Where.BODY
                && slot.free()
                && operation.writes()
                && !SAME_FOUNDER.contains(operation.id() + " " + slot.name());
    }

    /** Where an answer told something. */
    List<String> leaks() {
        return leaks;
    }

    /** What was answered by a fault of ours. */
    List<String> faults() {
        return faults;
    }

    /** How many requests there were. */
    int asked() {
        return asked;
    }

    /** Asks an operation for everything of the other's that can stand in it. Writes nothing there. */
    void references(Operation operation, Http http) {
        List<Slot> slots = Slot.of(operation, operations);
        Composer composer = new Composer(operation, slots, own);
        for (Slot slot : slots) {
            if (refers(operation, slot)) {
                variants(operation, slot, composer).forEach(variant -> {
                    String foreign = other.of(slot.noun());
                    Answer there = ask(operation, variant.of().apply(composer.with(slot, foreign)), foreign, http);
                    String nobodys = Tenant.nobodys(foreign);
                    Answer nowhere = ask(operation, variant.of().apply(composer.with(slot, nobodys)), nobodys, http);
                    compare(operation, slot, variant.name(), there, nowhere);
                });
            }
        }
    }

    /**
     * Asks an operation for things of the other's, and notes where the database is asked something else about them than about
     * what is nobody's, since that would take another time. A command looks at things in memory first and then, before it
     * says no, at the log: of the same question memory may spare it the first.
     */
    void questions(Operation operation, Http http, Questions questions) {
        List<Slot> slots = Slot.of(operation, operations);
        Composer composer = new Composer(operation, slots, own);
        for (Slot slot : slots) {
            if (refers(operation, slot) && !slot.free()) {
                String foreign = other.of(slot.noun());
                String nobodys = Tenant.nobodys(foreign);
                List<String> differences = new ArrayList<>();
                for (int i = 0; i <= PAIRS; i++) {
                    List<String> there = asked(operation, composer.with(slot, foreign), http, questions);
                    List<String> nowhere = asked(operation, composer.with(slot, nobodys), http, questions);
                    // Whoever asks the same again may be told from memory, whatever it was.
                    if (i > 0 && same(operation, there, nowhere)) {
                        differences.clear();
                        break;
                    }
                    differences.add(difference(there, nowhere));
                    // Nobody knows what was never asked for; of a filter it is the question that is remembered.
                    nobodys = slot.where() == Where.QUERY ? nobodys : Tenant.nobodys(foreign);
                }
                if (!differences.isEmpty()) {
                    leaks.add(operation + ", " + slot.where() + " " + slot.name() + ": " + differences.getLast());
                }
            }
        }
    }

    private static boolean same(Operation operation, List<String> there, List<String> nowhere) {
        return operation.asks() ? there.equals(nowhere) : new TreeSet<>(there).equals(new TreeSet<>(nowhere));
    }

    private List<String> asked(Operation operation, Composed composed, Http http, Questions questions) {
        questions.forget();
        ask(operation, composed, "-", http);
        return questions.taken();
    }

    private static String difference(List<String> there, List<String> nowhere) {
        List<String> more = new ArrayList<>(there);
        nowhere.forEach(more::remove);
        List<String> less = new ArrayList<>(nowhere);
        there.forEach(less::remove);
        return "only there " + more + ", only for nobody's " + less;
    }

    /**
     * Calls things what the other has just called a thing of the same kind: names, codes, addresses, keys of requests. Both
     * write, so that this is done with as little as there is.
     */
    void words(Operation operation) {
        List<Slot> slots = Slot.of(operation, operations);
        Composer composer = new Composer(operation, slots, own);
        Composer first = new Composer(operation, slots, other);
        for (Slot slot : slots) {
            if (slot.where() == Where.HEADER || calls(operation, slot)) {
                String word = Tenant.nobodys(other.of(slot.noun()));
                first.with(slot, word).sent(other.http());
                // What is done once is told something else when it is done again.
                ask(operation, composer.with(slot, Tenant.nobodys(word)), word, own.http());
                Answer there = ask(operation, composer.with(slot, word), word, own.http());
                String nobodys = Tenant.nobodys(word);
                Answer nowhere = ask(operation, composer.with(slot, nobodys), nobodys, own.http());
                compare(operation, slot, "", there, nowhere);
            }
        }
    }

    /** A way to ask the same. */
    private record Variant(String name, UnaryOperator<Composed> of) {}

    private static List<Variant> variants(Operation operation, Slot slot, Composer composer) {
        List<Variant> variants = new ArrayList<>(List.of(new Variant("", asked -> asked)));
        if (slot.where() == Where.PATH) {
            if (operation.hasBody()) {
                variants.add(new Variant("{}", Composed::empty));
            }
            variants.add(new Variant("If-Match", asked -> asked.with("If-Match", "*")));
            variants.add(new Variant("If-None-Match", asked -> asked.with("If-None-Match", "*")));
            for (Map.Entry<String, String> parameter : composer.parameters().entrySet()) {
                variants.add(new Variant(
                        parameter.getKey(), asked -> asked.asking(parameter.getKey(), parameter.getValue())));
            }
        }
        return variants;
    }

    private void compare(Operation operation, Slot slot, String variant, Answer there, Answer nowhere) {
        if (!there.equals(nowhere)) {
            leaks.add("%s, %s %s %s:%n  %s%nand for what is nobody's%n  %s"
                    .formatted(operation, slot.where(), slot.name(), variant, there.excerpt(), nowhere.excerpt()));
        }
    }

    private Answer ask(Operation operation, Composed composed, String value, Http http) {
        Reply reply = composed.sent(http);
        asked++;
        if (reply.status() >= 500) {
            faults.add(composed + ": " + reply.status() + " " + reply.text());
        }
        return operation.asks() ? Answer.of(reply, value) : Answer.toChange(reply, value);
    }
}
