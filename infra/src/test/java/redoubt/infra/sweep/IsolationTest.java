package redoubt.infra.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redoubt.infra.SweepFigures;
import redoubt.infra.acceptance.EventStream;
import redoubt.infra.acceptance.EventStream.Frame;
import redoubt.infra.acceptance.Http;
import redoubt.infra.acceptance.RunningRedoubt;

/** Two organizations hold the same; whatever one asks for, it learns and changes nothing of the other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IsolationTest {

    private static final String STREAMS = "/api/v1/events/streams/";
    private static final String[] OF_EACH_TYPE = {
        "create_risk",
        "amend_risk",
        "delete_risk",
        "bulk_risks",
        "create_control",
        "amend_control",
        "delete_control",
        "create_asset",
        "amend_asset",
        "delete_asset",
        "create_threat",
        "amend_threat",
        "delete_threat",
        "create_folder",
        "amend_folder",
        "delete_folder",
        "create_risk_matrix",
        "amend_risk_matrix",
        "delete_risk_matrix",
        "create_user",
        "amend_user",
        "erase_user",
        "create_api_token",
        "amend_api_token",
        "delete_api_token",
        "create_business_unit",
        "update_business_unit",
        "delete_business_unit",
        "create_team",
        "update_team",
        "delete_team",
        "update_membership",
        "delete_membership",
        "invite_team_member",
        "delete_team_invitation"
    };

    private final Questions questions = questions();
    private RunningRedoubt redoubt;
    private List<Operation> operations;
    private final List<Sweep> sweeps = new ArrayList<>();
    private Tenant north;
    private Tenant south;

    /** What listens to the database. */
    Questions questions() {
        return new Questions();
    }

    /** Under which name the figures are told. */
    String called() {
        return "isolation";
    }

    @BeforeAll
    void twins() {
        redoubt = RunningRedoubt.observed(questions, Seed.ONCE);
        operations = Operation.all(redoubt.http());
        north = Tenant.founded(redoubt);
        south = Tenant.founded(redoubt);
    }

    @AfterAll
    void stop() {
        SweepFigures.tell(
                called(),
                operations.stream().filter(this::covered).count() + " of " + operations.size() + " operations",
                operations.stream().filter(TenantlessOperations::has).count() + " of them of no organization",
                sweeps.stream().mapToInt(Sweep::asked).sum() + " requests",
                sweeps.stream().mapToInt(sweep -> sweep.leaks().size()).sum() + " leaks",
                sweeps.stream().mapToInt(sweep -> sweep.faults().size()).sum() + " 5xx");
        redoubt.close();
    }

    @Test
    void whatIsSomebodyElsesIsAnsweredLikeWhatIsNobodys() {
        List<Long> before = south.log();
        Sweep sweep = sweep(north, south);
        for (Http asker : List.of(north.http(), north.member())) {
            operations.stream()
                    .filter(operation -> !TenantlessOperations.has(operation))
                    .forEach(operation -> sweep.references(operation, asker));
        }
        assertThat(sweep.faults()).isEmpty();
        assertThat(sweep.leaks()).isEmpty();
        assertThat(south.log()).isEqualTo(before);
    }

    @Test
    void whatOneCallsThingsIsNothingToTheOther() {
        Sweep sweep = sweep(north, south);
        operations.stream()
                .filter(operation -> !TenantlessOperations.has(operation))
                .forEach(sweep::words);
        assertThat(sweep.faults()).isEmpty();
        assertThat(sweep.leaks()).isEmpty();
    }

    @Test
    void theDatabaseIsAskedTheSameAboutWhatIsSomebodyElsesAndAboutWhatIsNobodys() {
        Sweep sweep = sweep(north, south);
        operations.stream()
                .filter(operation -> !TenantlessOperations.has(operation))
                .forEach(operation -> sweep.questions(operation, north.http(), questions));
        assertThat(sweep.leaks()).isEmpty();
    }

    @Test
    void whatTheOtherMakesChangesAndDeletesMovesNothing() {
        Tenant own = Tenant.founded(redoubt);
        Tenant other = Tenant.founded(redoubt);
        own.sealed();
        Watch watch = new Watch(operations, own, own.http());
        Map<String, String> before = watch.answers();
        before.forEach((question, answer) ->
                assertThat(answer).as(question).doesNotContain(other.marks().toArray(String[]::new)));
        try (EventStream stream = EventStream.open(own.http(), "", "")) {
            stream.next();
            stream.next();
            List<String> open = own.http().get(STREAMS).ids();

            assertThat(everything(other, own)).contains(OF_EACH_TYPE);
            assertThat(watch.moved(before)).isEmpty();
            assertThat(own.http().get(STREAMS).ids()).isEqualTo(open);
            assertThat(other.http().get(STREAMS).ids()).doesNotContainAnyElementsOf(open);
            String mine = own.http()
                    .post("/api/v1/risks/", "{\"name\":\"Mine\"}")
                    .expect(201)
                    .id();
            List<String> told = new ArrayList<>();
            for (Frame next = stream.next().orElseThrow();
                    !mine.equals(next.resource());
                    next = stream.next().orElseThrow()) {
                told.add(next.event());
            }
            // That somebody took the log away has happened as well.
            assertThat(told).containsOnly("audit.exported");
        }
    }

    /** Does everything that can be done, and takes away in the end; tells what was not refused. */
    private Set<String> everything(Tenant by, Tenant other) {
        List<Operation> commands = Command.commands(operations);
        Deque<Integer> order = new ArrayDeque<>();
        for (int i = 0; i < commands.size(); i++) {
            if (takesAway(commands.get(i))) {
                order.addFirst(i);
            }
        }
        for (int i = commands.size() - 1; i >= 0; i--) {
            if (!takesAway(commands.get(i))) {
                order.addFirst(i);
            }
        }
        Set<String> done = new TreeSet<>();
        for (int command : order) {
            if (new Command(command, 0, true).tried(operations, by, other).status() < 300) {
                done.add(commands.get(command).id());
            }
        }
        return done;
    }

    private static boolean takesAway(Operation command) {
        return command.method().equals("DELETE") || command.path().contains("/remove-");
    }

    @Test
    void aTeamLearnsNothingOfTheInvitationsOfAnother() {
        Tenant own = Tenant.founded(redoubt);
        Tenant neighbour = own.neighbour();
        Sweep sweep = sweep(own, neighbour);
        for (String role : List.of("lead", "member", "viewer")) {
            Http person = own.joined(role);
            List<Long> before = own.log();
            operations.stream()
                    .filter(operation -> operation.path().contains("team-invitations/{"))
                    .forEach(operation -> sweep.references(operation, person));
            Watch watch = new Watch(operations, own, person);
            Map<String, String> answers = watch.answers();
            answers.put(
                    "filtered",
                    person.get("/api/team-invitations/?team=" + neighbour.of("teams"))
                            .expect(200)
                            .text());
            answers.forEach((question, answer) -> assertThat(answer)
                    .as(role + " asks " + question)
                    .doesNotContain(neighbour.of("team-invitations"), neighbour.of(Slot.ADDRESS)));
            assertThat(own.log()).isEqualTo(before);
        }
        assertThat(sweep.leaks()).isEmpty();
        assertThat(own.http().get("/api/team-invitations/").text()).contains(neighbour.of(Slot.ADDRESS));
    }

    @Test
    void everyOperationOfTheDocumentIsCovered() {
        assertThat(operations.stream().filter(each -> !covered(each))).isEmpty();
        assertThat(TenantlessOperations.gone(operations.stream())).isEmpty();
    }

    /** What is asked without naming anything is watched while the other writes. */
    private boolean covered(Operation operation) {
        return TenantlessOperations.has(operation) || operation.asks() || Sweep.covers(operation, operations);
    }

    private Sweep sweep(Tenant own, Tenant other) {
        Sweep sweep = new Sweep(operations, own, other);
        sweeps.add(sweep);
        return sweep;
    }
}
