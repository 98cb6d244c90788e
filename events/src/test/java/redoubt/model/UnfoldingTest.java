package redoubt.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import redoubt.grc.Folder;
import redoubt.grc.Framework;
import redoubt.grc.Requirement;

/** What comes and goes with something else has no event of its own in the log, and one for whoever asks. */
class UnfoldingTest {

    private static final String ID = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
    private static final Ref<Framework> RULES = Ref.of(Framework.class, ID);

    @Test
    void anIdentifierFollowsFromANameWithinASpace() {
        assertThat(NameBased.id(ID, "www.example.com")).isEqualTo("2ed6657d-e927-568b-95e1-2665a8aea6a2");
    }

    @Test
    void aFrameworkIsThereWithAllOfItsRequirements() {
        List<Event<?>> unfolded = Unfolding.of(event(new Created<>(framework())));

        assertThat(unfolded)
                .extracting(Event::name)
                .containsExactly("framework.created", "requirement.created", "requirement.created");
        assertThat(unfolded).extracting(Event::position).containsOnly(7L);
        assertThat(unfolded.get(1).ref().id()).isEqualTo(NameBased.id(ID, "a"));
        assertThat(unfolded.get(1).envelope().version()).isZero();
    }

    @Test
    void andGoesWithThem() {
        Event<Framework> gone = event(new Deleted<>(framework()));
        Ref<Requirement> one = Ref.of(Requirement.class, NameBased.id(ID, "b"));

        assertThat(Unfolding.about(one, gone)).get().extracting(Event::name).isEqualTo("requirement.deleted");
        assertThat(Unfolding.about(RULES, gone)).containsSame(gone);
        assertThat(Unfolding.about(Ref.of(Requirement.class, ID), gone)).isEmpty();
        assertThat(Unfolding.about(Ref.of(Folder.class, ID), gone)).isEmpty();
    }

    @Test
    void whatComesWithSomethingElseIsNeverToldOfAsCreatedOrDeleted() {
        assertThat(Vocabulary.catalogue().eventNames()).noneMatch(name -> name.startsWith("requirement."));
        assertThat(Shape.of(Requirement.class).toldBy()).containsExactlyInAnyOrder("requirement", "framework");
        assertThat(Shape.of(Framework.class).toldBy()).containsExactly("framework");
    }

    private static Framework framework() {
        return Patch.of(Framework.class)
                .set(Framework::urn, "urn:x")
                .set(Framework::requirements, List.of(node("a"), node("b")))
                .create();
    }

    private static Framework.Node node(String urn) {
        return Patch.of(Framework.Node.class)
                .set(Framework.Node::urn, urn)
                .set(Framework.Node::assessable, true)
                .create();
    }

    private static Event<Framework> event(Change<Framework> change) {
        Envelope envelope = new Envelope(
                1, Instant.EPOCH, Envelope.Actor.SYSTEM, "org", "folder", "some", null, null, null, "Rules");
        return new Event<>(7, "id", EventName.of(RULES, change), 1, RULES, change, envelope);
    }
}
