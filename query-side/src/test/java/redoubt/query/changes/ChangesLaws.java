package redoubt.query.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import redoubt.grc.Risk;
import redoubt.model.Instances;
import redoubt.model.Shape;
import redoubt.query.MemoryLog;
import redoubt.query.history.Difference;
import redoubt.query.history.LogTimeline;
import redoubt.query.history.Timeline;

/** What changed over two stretches of time is what changed over the one, and then over the other. */
class ChangesLaws {

    private static final Timeline TIMELINE = new LogTimeline(new MemoryLog());

    /** A life of a risk, and a moment in the middle of it. */
    record Life(List<Risk> states, boolean deleted, int cut) {}

    @Provide
    Arbitrary<Life> lives() {
        Arbitrary<List<Risk>> states =
                Instances.of(Shape.of(Risk.class)).list().ofMinSize(2).ofMaxSize(6);
        return Combinators.combine(
                        states,
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(1, 5))
                .as((all, deleted, cut) -> new Life(all, deleted, Math.min(cut, all.size() - 1)));
    }

    @Property(tries = 200)
    void whatComesOfTwoStretchesIsWhatComesOfBothTogether(@ForAll("lives") Life life) {
        List<Net> events = events(life);

        Net whole = events.stream().reduce(Net::then).orElseThrow();
        Net first = events.subList(0, life.cut()).stream().reduce(Net::then).orElseThrow();
        Net second = events.subList(life.cut(), events.size()).stream()
                .reduce(Net::then)
                .orElseThrow();

        assertThat(first.then(second)).isEqualTo(whole);
        assertThat(Judgement.of("risk", first.then(second))).isEqualTo(Judgement.of("risk", whole));
        assertThat(whole.events()).isEqualTo(first.events() + second.events());
    }

    @Property(tries = 200)
    void whatIsToldIsTheDifferenceOfTheTwoMomentsHoweverOftenItWentToAndFro(@ForAll("lives") Life life) {
        List<Risk> states = life.states();
        List<Net> updates = new ArrayList<>();
        for (int i = 1; i < states.size(); i++) {
            updates.add(Net.of(happened("risk.updated", states.get(i - 1), states.get(i), i)));
        }

        Net net = updates.stream().reduce(Net::then).orElseThrow();

        Map<String, Net.Span> expected = new HashMap<>();
        for (Difference difference : TIMELINE.between(states.getFirst(), states.getLast())) {
            if (difference.added() == null && difference.path().indexOf('.') < 0) {
                expected.put(difference.path(), new Net.Span(difference.before(), difference.after()));
            }
        }
        Map<String, Net.Span> told = new HashMap<>(net.members());
        told.keySet().removeIf(path -> path.indexOf('.') >= 0);
        told.values().removeIf(Net.Span::nothing);
        assertThat(told).isEqualTo(expected);
        assertThat(net.was() && net.is()).isTrue();
    }

    @Property(tries = 100)
    void whatCameAndWentAgainIsNoChange(@ForAll("lives") Life life) {
        Net net = events(new Life(life.states(), true, life.cut())).stream()
                .reduce(Net::then)
                .orElseThrow();

        assertThat(Judgement.of("risk", net)).isEmpty();
        assertThat(net.events()).isEqualTo(life.states().size() + 1);
    }

    @Example
    void whatWentAsItIsByDefaultAndCameBackOtherwiseIsTheSameWhereverItIsCut() {
        Net up = member(0, 5);
        Net down = member(5, 0);
        Net back = member(null, 7);

        Net whole = up.then(down).then(back);

        assertThat(up.then(down.then(back))).isEqualTo(whole);
        assertThat(whole.member("acceptance.state.version")).isEqualTo(new Net.Span(0, 7));
        assertThat(up.then(down).member("acceptance.state.version")).isNull();
    }

    private static Net member(@Nullable Integer old, @Nullable Integer now) {
        return Net.of(new Happened(
                "risk.updated",
                List.of(new Difference("acceptance.state.version", int.class, old, now, null, null)),
                "folder",
                "name",
                1));
    }

    private static List<Net> events(Life life) {
        List<Net> events = new ArrayList<>();
        Risk before = null;
        for (Risk state : life.states()) {
            String type = before == null ? "risk.created" : "risk.updated";
            events.add(Net.of(happened(type, before, state, events.size() + 1)));
            before = state;
        }
        if (life.deleted()) {
            events.add(Net.of(happened("risk.deleted", before, null, events.size() + 1)));
        }
        return events;
    }

    private static Happened happened(String type, Risk before, Risk after, int position) {
        return new Happened(type, TIMELINE.between(before, after), "folder", "name", position);
    }
}
