package redoubt.command.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.command.Acts.cascade;
import static redoubt.command.Acts.create;
import static redoubt.command.Acts.delete;
import static redoubt.command.Acts.update;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redoubt.command.Act;
import redoubt.command.Instruction;
import redoubt.command.Scenario;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.model.Deleted;
import redoubt.model.Event;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Role;

class DeletionTest {

    private final Scenario house = Scenario.founded();

    @Test
    void aDeletedThingIsGoneAndItsLastStateIsTold() {
        Ref<Risk> risk = house.risk("Fire");
        Risk last = house.state(risk);
        var then = house.when(delete(risk)).then("risk.deleted");
        assertThat(then.events().getFirst().change()).isEqualTo(new Deleted<>(last));
        assertThat(then.outcome().known()).isNull();
        house.when(delete(risk)).thenNotFound();
        house.when(update(risk, Risk::name, "Flood")).thenNotFound();
    }

    @Test
    void aFolderThatIsNotEmptyIsNotDeletedByAccident() {
        Ref<Folder> finance = house.folder("Finance");
        house.folder("Cards", finance);
        risk("Fire", finance);
        house.when(delete(finance))
                .thenConflict("folder_not_empty", Map.of("contents", Map.of("folders", 1, "risks", 1)));
        house.when(cascade(finance, "finance")).thenInvalid("confirm", "Type the exact name of the folder.");
        house.when(cascade(finance, null)).thenComplaintsAbout("confirm");
    }

    @Test
    void aFolderGoesWithEverythingInsideInnermostFirst() {
        Ref<Folder> finance = house.folder("Finance");
        Ref<Folder> cards = house.folder("Cards", finance);
        Ref<Risk> outer = risk("Fire", finance);
        Ref<Risk> inner = risk("Theft", cards);
        Ref<Risk> outside = house.risk("Flood");

        List<Event<?>> events = house.when(cascade(finance, "Finance")).events();

        List<Ref<?>> order = events.stream().<Ref<?>>map(Event::ref).toList();
        assertThat(order)
                .containsExactlyInAnyOrder(inner, cards, outer, finance)
                .endsWith(finance);
        assertThat(order.indexOf(inner)).isLessThan(order.indexOf(cards));
        assertThat(house.known(outside)).isNotNull();
        assertThat(List.of(order.size(), events.size())).containsOnly(4);
    }

    @Test
    void whatADeletionTakesAlongIsCausedByIt() {
        Ref<Folder> finance = house.folder("Finance");
        risk("Fire", finance);
        Instruction instruction = new Instruction(house.by(), "request", "the cause of all", null, null, null);

        List<Event<?>> events =
                house.when(instruction, cascade(finance, "Finance")).events();

        assertThat(events.getLast().envelope().causation()).isEqualTo("the cause of all");
        assertThat(events.getFirst().envelope().causation())
                .isEqualTo(events.getLast().id());
        assertThat(events).allMatch(event -> event.envelope().command().equals("delete_folder"));
        assertThat(events).allMatch(event -> "request".equals(event.envelope().correlation()));
        assertThat(events.stream().map(Event::id)).doesNotHaveDuplicates();
    }

    @Test
    void anEmptyFolderNeedsNoConfirmation() {
        Ref<Folder> finance = house.folder("Finance");
        Ref<Risk> risk = risk("Fire", finance);
        house.given(update(risk, Risk::folder, house.root()));
        house.when(delete(finance)).then("folder.deleted");
    }

    @Test
    void onlySoManyThingsGoAtOnce() {
        Ref<Folder> finance = house.folder("Finance");
        Act<?>[] many = IntStream.rangeClosed(0, Deletion.LIMIT)
                .<Act<?>>mapToObj(i ->
                        create(Patch.of(Risk.class).set(Risk::name, "Risk " + i).set(Risk::folder, finance)))
                .toArray(Act<?>[]::new);
        house.given(many);
        house.when(cascade(finance, "Finance"))
                .thenConflict("too_many_objects", Map.of("contents", Map.of("risks", Deletion.LIMIT + 1)));
        house.given(delete((Ref<?>) many[0].target()));
        assertThat(house.when(cascade(finance, "Finance")).events()).hasSize(Deletion.LIMIT + 1);
    }

    @Test
    void whoeverDeletesAFolderMayDeleteWhatIsInside() {
        Ref<Folder> finance = house.folder("Finance");
        risk("Fire", finance);
        house.as(Role.ANALYST, house.root()).when(cascade(finance, "Finance")).thenDenied();
        house.as(Role.DOMAIN_MANAGER, finance).when(cascade(finance, "Finance")).then("risk.deleted", "folder.deleted");
    }

    private Ref<Risk> risk(String name, Ref<Folder> folder) {
        return house.made(Patch.of(Risk.class).set(Risk::name, name).set(Risk::folder, folder));
    }
}
