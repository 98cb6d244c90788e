package redoubt.query.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import redoubt.grc.Risk;
import redoubt.grc.RiskMatrix;
import redoubt.model.Ref;
import redoubt.model.Secret;
import redoubt.query.MemoryLog;
import redoubt.query.Tenant;
import redoubt.query.history.Timeline.Step;

class LogTimelineTest {

    private final MemoryLog log = new MemoryLog();
    private final Tenant acme = new Tenant(log);
    private final Timeline timeline = new LogTimeline(log);
    private final Ref<Risk> breach = acme.risk("Breach", acme.root, patch -> patch.set(Risk::labels, List.of("pci")));

    @Test
    void everyStepKnowsWhatWasBeforeAndWhatIsAfter() {
        acme.change(breach, patch -> patch.set(Risk::likelihood, 3));
        acme.happen(breach, new redoubt.grc.RiskAccepted());
        acme.delete(breach);

        List<Step<Risk>> steps = timeline.steps(breach).collectList().block();
        assertThat(steps)
                .extracting(step -> step.event().name())
                .containsExactly("risk.created", "risk.updated", "risk.accepted", "risk.deleted");
        assertThat(steps.getFirst().before()).isNull();
        assertThat(steps.get(1).before()).isEqualTo(steps.getFirst().after());
        assertThat(steps.get(1).after().state().likelihood()).isEqualTo(3);
        assertThat(steps.get(2).after().version()).isEqualTo(3);
        assertThat(steps.getLast().after()).isNull();
        assertThat(timeline.latest(breach).block()).isNull();
        assertThat(timeline.steps(Tenant.fresh(Risk.class)).collectList().block())
                .isEmpty();
    }

    @Test
    void anyMomentAndAnyVersionCanBeAskedFor() {
        long before = log.last() - 1;
        long created = log.last();
        acme.folder("Noise", acme.root);
        acme.change(breach, patch -> patch.set(Risk::name, "Leak"));

        assertThat(timeline.at(breach, before).block()).isNull();
        assertThat(timeline.at(breach, created + 1).block().state().name()).isEqualTo("Breach");
        assertThat(timeline.latest(breach).block()).isEqualTo(log.known(breach));
        assertThat(timeline.version(breach, 1).block().event().position()).isEqualTo(created);
        assertThat(timeline.version(breach, 2).block().after().state().name()).isEqualTo("Leak");
        assertThat(timeline.version(breach, 3).block()).isNull();
    }

    @Test
    void creationTellsEveryFieldThatIsNotWhatItIsByDefault() {
        Risk risk = log.known(breach).state();
        assertThat(timeline.between(null, risk))
                .extracting(Difference::path)
                .containsExactly("name", "folder", "riskMatrix", "labels");
        assertThat(timeline.between(null, risk).getFirst())
                .isEqualTo(new Difference("name", String.class, null, "Breach", null, null));
        assertThat(timeline.between(risk, null).getFirst())
                .isEqualTo(new Difference("name", String.class, "Breach", null, null, null));
        assertThat(timeline.between(risk, risk)).isEmpty();
        assertThat(timeline.<Risk>between(null, null)).isEmpty();
    }

    @Test
    void setsTellWhatCameInAndWhatWentOut() {
        acme.change(breach, patch -> patch.set(Risk::labels, List.of("gdpr", "sox")));
        Step<Risk> step = timeline.version(breach, 2).block();

        Difference difference =
                timeline.between(step.before().state(), step.after().state()).getFirst();
        assertThat(difference.path()).isEqualTo("labels");
        assertThat(difference.added()).isEqualTo(List.of("gdpr", "sox"));
        assertThat(difference.removed()).isEqualTo(List.of("pci"));
    }

    @Test
    void nestedObjectsAreToldMemberByMember() {
        RiskMatrix before = Tenant.matrix("M", acme.root, Tenant.SMALL, true);
        RiskMatrix.Definition changed = new RiskMatrix.Definition(
                Tenant.SMALL.probability(), Tenant.SMALL.impact(), Tenant.SMALL.risk(), List.of(List.of(0)));
        RiskMatrix after = Tenant.matrix("M", acme.root, changed, true);

        assertThat(timeline.between(before, after)).extracting(Difference::path).containsExactly("definition.grid");
        assertThat(timeline.between(null, after))
                .extracting(Difference::path)
                .contains("definition.probability", "definition.grid");
    }

    @Test
    void ofASecretOnlyTheFactThatItChangedIsTold() {
        assertThat(Differences.between(new Locked("a", "x"), new Locked("b", "x")))
                .containsExactly(new Difference("key", String.class, "***", "***", null, null));
    }

    record Locked(@Secret String key, String label) {}
}
