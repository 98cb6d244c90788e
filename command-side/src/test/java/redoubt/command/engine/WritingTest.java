package redoubt.command.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.command.Acts.create;
import static redoubt.command.Acts.delete;
import static redoubt.command.Acts.update;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import redoubt.command.Acts;
import redoubt.command.Create;
import redoubt.command.Delete;
import redoubt.command.Expected;
import redoubt.command.Scenario;
import redoubt.command.Submission;
import redoubt.command.Update;
import redoubt.grc.Control;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.grc.RiskMatrix;
import redoubt.model.Created;
import redoubt.model.Event;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Updated;
import redoubt.model.access.Role;
import redoubt.model.failure.Failure;
import redoubt.people.User;

/** What holds for everything that is written: references, uniqueness, versions, and all or nothing. */
class WritingTest {

    private static final String UNKNOWN = "Object not found or not accessible.";

    private final Scenario house = Scenario.founded();

    @Test
    void onlyANameIsNeededForARisk() {
        house.when(create(Patch.of(Risk.class))).thenInvalid("name", "This field is required.");
        house.when(create(Patch.of(Risk.class).set(Risk::name, null)))
                .thenInvalid("name", "This field may not be null.");
        assertThat(house.state(house.risk("Fire")).folder()).isEqualTo(house.root());
    }

    @Test
    void everythingWrongIsToldAtOnce() {
        house.when(create(Patch.of(Risk.class)
                        .set(Risk::likelihood, 0)
                        .set(Risk::impact, 6)
                        .set(
                                Risk::folder,
                                Ref.of(Folder.class, UUID.randomUUID().toString()))
                        .set(
                                Risk::owner,
                                List.of(Ref.of(User.class, UUID.randomUUID().toString())))
                        .set(Risk::labels, List.of(" "))))
                .thenComplaintsAbout("name", "likelihood", "impact", "folder", "owner", "labels.0");
    }

    @Test
    void whatTheReaderOfTheSubmissionComplainsAboutIsToldWithTheRest() {
        Ref<Risk> ref = Ref.of(Risk.class, UUID.randomUUID().toString());
        Submission<Risk> submission = (current, complaints) -> {
            complaints.add("dueDate", "Date has wrong format.");
            return Patch.of(Risk.class).set(Risk::name, " ");
        };
        house.when(new Create<>(ref, submission)).thenComplaintsAbout("dueDate", "name");
    }

    @Test
    void anEventTellsWhoWhereWhyAndUnderWhichName() {
        Ref<Folder> finance = house.folder("Finance");
        Event<?> event =
                house.when(create(fire().set(Risk::folder, finance))).events().getFirst();
        assertThat(event.envelope().actor()).isEqualTo(house.by().actor());
        assertThat(event.envelope().organization()).isEqualTo(house.by().organization());
        assertThat(event.envelope().folder()).isEqualTo(finance.id());
        assertThat(event.envelope().command()).isEqualTo("create_risk");
        assertThat(event.envelope().correlation()).isEqualTo("request");
        assertThat(event.envelope().label()).isEqualTo("Fire");
        assertThat(event.envelope().version()).isEqualTo(1);
        assertThat(event.schema()).isEqualTo(1);
        assertThat(event).isEqualTo(house.log().getLast());
    }

    @Test
    void aSecondRiskOfTheSameNameIsWelcome() {
        house.risk("Fire");
        house.when(create(fire())).then("risk.created");
    }

    @Test
    void writingWhatIsThereAlreadyIsNoChange() {
        Ref<Risk> risk = house.risk("Fire");
        var then = house.when(update(
                        risk, Patch.of(Risk.class).set(Risk::name, "Fire").set(Risk::labels, List.of())))
                .thenNothing();
        assertThat(then.outcome().position()).isZero();
        assertThat(then.outcome().known()).isEqualTo(house.known(risk));
    }

    @Test
    void anUpdateHoldsOnlyWhatChanged() {
        Ref<Risk> risk = house.made(fire().set(Risk::likelihood, 3).set(Risk::impact, 4));
        Event<?> event = house.when(
                        update(risk, Patch.of(Risk.class).set(Risk::impact, 5).set(Risk::name, "Fire")))
                .events()
                .getFirst();
        assertThat(event.change())
                .isEqualTo(
                        new Updated<>(Patch.of(Risk.class).set(Risk::impact, 5).set(Risk::score, 15)));
    }

    @Test
    void anExpectedVersionMustBeThePresentOne() {
        Ref<Risk> risk = house.risk("Fire");
        house.given(update(risk, Risk::name, "Flood"));
        Submission<Risk> rename = Submission.of(Patch.of(Risk.class).set(Risk::name, " "));
        house.when(new Update<>(risk, rename, Expected.version(1))).thenRefused(new Failure.Stale(2));
        house.when(new Update<>(risk, rename, Expected.version(3))).thenRefused(new Failure.Stale(2));
        house.when(new Update<>(risk, rename, Expected.MISSING)).thenRefused(new Failure.PreconditionRequired());
        house.when(new Update<>(risk, rename, Expected.version(2))).thenComplaintsAbout("name");
        house.when(new Delete<>(risk, Expected.version(1))).thenRefused(new Failure.Stale(2));
        house.when(new Delete<>(risk, Expected.version(2))).then("risk.deleted");
    }

    @Test
    void aPointerToNothingAndOneToSomethingHiddenAreRefusedAlike() {
        Ref<Folder> finance = house.folder("Finance");
        Ref<Folder> sales = house.folder("Sales");
        Scenario analyst = house.as(Role.ANALYST, finance);
        Ref<Folder> nowhere = Ref.of(Folder.class, UUID.randomUUID().toString());
        for (Ref<Folder> folder : List.of(sales, nowhere)) {
            analyst.when(create(fire().set(Risk::folder, folder))).thenInvalid("folder", UNKNOWN);
        }
        Ref<Control> control = Ref.of(Control.class, UUID.randomUUID().toString());
        house.when(create(fire().set(Risk::appliedControls, List.of(control)))).thenInvalid("appliedControls", UNKNOWN);
    }

    @Test
    void aPointerThatIsThereAlreadyIsNotQuestioned() {
        Ref<User> ben = house.user("ben@example.org");
        Ref<Risk> risk = house.made(fire().set(Risk::owner, List.of(ben)));
        house.given(delete(ben));
        house.when(update(
                        risk,
                        Patch.of(Risk.class).set(Risk::owner, List.of(ben)).set(Risk::name, "Flood")))
                .then("risk.updated");
        house.when(create(fire().set(Risk::owner, List.of(ben)))).thenInvalid("owner", UNKNOWN);
    }

    @Test
    void theOrderOfAListSaysNothing() {
        Ref<User> ben = house.user("ben@example.org");
        Ref<User> eve = house.user("eve@example.org");
        Ref<Risk> risk =
                house.made(fire().set(Risk::owner, List.of(ben, eve)).set(Risk::labels, List.of("pci", "gdpr")));
        house.when(update(
                        risk,
                        Patch.of(Risk.class)
                                .set(Risk::owner, List.of(eve, ben))
                                .set(Risk::labels, List.of("gdpr", "pci"))))
                .thenNothing();
        house.when(update(risk, Risk::labels, List.of("gdpr"))).then("risk.updated");
    }

    @Test
    void nobodyUnlinksWhatTheyCannotSee() {
        Ref<Folder> finance = house.folder("Finance");
        Ref<RiskMatrix> matrix = house.made(matrix().set(RiskMatrix::isPublished, false));
        Ref<Risk> risk = house.made(fire().set(Risk::folder, finance).set(Risk::riskMatrix, matrix));
        Ref<Folder> cards = house.made(Patch.of(Folder.class)
                .set(Folder::name, "Cards")
                .set(Folder::parentFolder, finance)
                .set(Folder::defaultRiskMatrix, matrix));
        Scenario limited = house.limited(false, finance);
        limited.when(update(risk, Risk::riskMatrix, null)).thenNothing();
        limited.when(update(cards, Folder::defaultRiskMatrix, null)).thenNothing();
        limited.when(update(finance, Folder::parentFolder, null)).thenNothing();

        house.when(update(risk, Risk::riskMatrix, null)).thenInvalid("riskMatrix", "This field may not be null.");
        house.when(update(risk, Risk::folder, null)).thenInvalid("folder", "This field may not be null.");
        house.when(update(cards, Folder::defaultRiskMatrix, null)).then("folder.updated");
        assertThat(house.state(cards).defaultRiskMatrix()).isNull();
    }

    private Patch<RiskMatrix> matrix() {
        RiskMatrix known = house.state(house.state(house.risk("Any")).riskMatrix());
        return Patch.of(RiskMatrix.class).set(RiskMatrix::name, "Own").set(RiskMatrix::definition, known.definition());
    }

    @Test
    void refIdsAreUniqueInTheirFolderWhateverTheCase() {
        Ref<Folder> finance = house.folder("Finance");
        Ref<Risk> first = house.made(fire().set(Risk::refId, "R-1"));
        house.when(create(fire().set(Risk::refId, "r-1")))
                .thenInvalid("refId", "This value is taken by another risk here.");
        Ref<Risk> other = house.made(fire().set(Risk::refId, "r-1").set(Risk::folder, finance));
        house.when(update(other, Risk::folder, house.root())).thenComplaintsAbout("refId");
        house.given(update(first, Risk::refId, null));
        house.when(update(other, Risk::folder, house.root())).then("risk.updated");
        house.when(update(first, Risk::refId, "R-1")).thenComplaintsAbout("refId");
        house.given(delete(other));
        house.when(update(first, Risk::refId, "R-1")).then("risk.updated");
    }

    @Test
    void severalActsInOneCommandSeeEachOther() {
        Create<Folder> finance = create(Patch.of(Folder.class).set(Folder::name, "Finance"));
        Create<Risk> risk = create(fire().set(Risk::folder, finance.target()).set(Risk::refId, "R-1"));
        var then = house.when(
                        finance,
                        risk,
                        update(finance.target(), Folder::name, "Money"),
                        update(risk.target(), Risk::likelihood, 3),
                        delete(risk.target()),
                        create(fire().set(Risk::folder, finance.target()).set(Risk::refId, "r-1")),
                        Acts.delete(house.folder("Sales")))
                .then(
                        "folder.created",
                        "risk.created",
                        "folder.updated",
                        "risk.updated",
                        "risk.deleted",
                        "risk.created",
                        "folder.deleted");
        assertThat(then.events())
                .isEqualTo(
                        house.log().subList(house.log().size() - 7, house.log().size()));
        assertThat(then.outcomes().get(2).known()).isEqualTo(house.known(finance.target()));
        assertThat(then.outcomes().get(4).known()).isNull();
        assertThat(then.outcomes())
                .allMatch(outcome -> outcome.position() == house.log().size());
    }

    @Test
    void allActsHappenOrNone() {
        int before = house.log().size();
        house.when(create(fire()), create(fire().set(Risk::impact, 9)), create(fire()))
                .thenComplaintsAbout("impact")
                .at(1);
        assertThat(house.log()).hasSize(before);
    }

    @Test
    void twoActsOfOneCommandCannotTakeTheSameValue() {
        house.when(create(fire().set(Risk::refId, "R-1")), create(fire().set(Risk::refId, "r-1")))
                .thenComplaintsAbout("refId")
                .at(1);
    }

    @Test
    void aCreationTellsTheWholeState() {
        Create<Risk> create = create(fire().set(Risk::likelihood, 3).set(Risk::impact, 4));
        house.given(create);
        assertThat(house.log().getLast().change()).isEqualTo(new Created<>(house.state(create.target())));
    }

    private static Patch<Risk> fire() {
        return Patch.of(Risk.class).set(Risk::name, "Fire");
    }
}
