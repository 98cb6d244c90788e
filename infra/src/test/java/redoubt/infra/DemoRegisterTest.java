package redoubt.infra;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.mock.env.MockEnvironment;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.command.Commands;
import redoubt.command.Create;
import redoubt.command.Instruction;
import redoubt.command.Submission;
import redoubt.command.identity.Beginnings;
import redoubt.command.identity.Founding;
import redoubt.command.webhook.Neighbourhood;
import redoubt.grc.Asset;
import redoubt.grc.ComplianceAssessment;
import redoubt.grc.Control;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.grc.Risk.Status;
import redoubt.grc.RiskMatrix;
import redoubt.grc.Task;
import redoubt.grc.Threat;
import redoubt.identity.ApiToken;
import redoubt.identity.Organization;
import redoubt.infra.demo.DemoRegister;
import redoubt.infra.trace.Tracing;
import redoubt.model.Envelope.Actor;
import redoubt.model.Event;
import redoubt.model.Known;
import redoubt.model.Patch;
import redoubt.model.access.Principal;
import redoubt.people.User;
import redoubt.query.log.EventLog;
import redoubt.query.log.EventLog.Reading;
import redoubt.query.tenancy.Confined;

/** The demonstration register, through the real write side into a real log. */
class DemoRegisterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private TestDatabase database;
    private AnnotationConfigApplicationContext house;
    private Commands commands;
    private EventLog log;
    private Clock clock;
    private Principal administrator;

    @BeforeEach
    void found() {
        database = TestPostgres.fresh();
        house = new AnnotationConfigApplicationContext();
        house.registerBean("sessions", ConnectionFactory.class, database::connections);
        house.registerBean("pool", ConnectionPool.class, database::pool);
        house.registerBean(Confined.class, () -> new Confined(database.questions(4)));
        house.registerBean(
                RedoubtProperties.class,
                () -> Settings.read(new MockEnvironment().withProperty("redoubt.master-key", TestDatabase.MASTER_KEY)));
        house.registerBean(Neighbourhood.class, NobodyIsTold::new);
        house.registerBean(Tracing.class, Tracing::off);
        house.register(DomainConfiguration.class, PrivacyConfiguration.class, KeysConfiguration.class);
        house.scan("redoubt.infra.log", "redoubt.infra.security");
        house.refresh();
        commands = house.getBean(Commands.class);
        log = house.getBean(EventLog.class);
        clock = house.getBean(Clock.class);
        new Founding(commands)
                .found(new Founding.Plan(
                        "Redoubt",
                        "admin@example.org",
                        Beginnings.read(),
                        commands.draw(ApiToken.class),
                        "pst_demonstr"))
                .block(PATIENCE);
        administrator = administrator();
    }

    @AfterEach
    void close() {
        house.close();
        database.close();
    }

    @Test
    void everyEntryIsAcceptedAndTheLogTellsItsStory() {
        assertThat(load()).isEqualTo(122);

        var risks = known(Risk.class);
        assertThat(risks).hasSize(57);
        assertThat(known(Folder.class)).hasSize(14);
        assertThat(known(RiskMatrix.class)).hasSize(2);
        assertThat(count(risks, Risk::status))
                .isEqualTo(Map.of(
                        Status.OPEN, 21L,
                        Status.IN_PROGRESS, 17L,
                        Status.MITIGATED, 7L,
                        Status.ACCEPTED, 6L,
                        Status.CLOSED, 6L));
        assertThat(risks.stream()
                        .map(risk -> String.valueOf(risk.state().severity()))
                        .distinct())
                .containsExactlyInAnyOrder(
                        "very_low", "low", "medium", "high", "critical", "moderate", "extreme", "null");
        assertThat(risks).allSatisfy(risk -> assertThat(risk.createdBy())
                .isEqualTo(administrator.actor().user()));
        assertThat(events())
                .extracting(Event::name)
                .contains("risk.accepted", "risk.acceptance_revoked", "folder.moved", "risk_matrix.created");
    }

    @Test
    void whatWasDecidedCanBeReadInEachRisk() {
        load();

        var today = LocalDate.now(clock);
        var accepted = known(Risk.class).stream()
                .map(Known::state)
                .filter(risk -> risk.status() == Status.ACCEPTED)
                .toList();
        assertThat(accepted).allSatisfy(risk -> {
            assertThat(risk.acceptance()).isNotNull();
            assertThat(risk.acceptance().justification()).isNotBlank();
            assertThat(risk.treatment()).isEqualTo(Risk.Treatment.ACCEPT);
        });
        assertThat(accepted.stream().map(risk -> risk.acceptance().expiresOn()))
                .contains(today.plusDays(180), today.plusDays(365))
                .containsOnlyOnce((LocalDate) null);
        assertThat(known(Risk.class).stream().map(Known::state).filter(risk -> risk.status() == Status.CLOSED))
                .allSatisfy(risk -> assertThat(risk.closedAt()).isNotNull());
        assertThat(known(Risk.class).stream()
                        .map(Known::state)
                        .filter(risk -> risk.dueDate() != null
                                && risk.dueDate().isBefore(today)
                                && Set.of(Status.OPEN, Status.IN_PROGRESS).contains(risk.status())))
                .hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void risksSayWhatIsDoneAboutThemWhatTheyThreatenAndWhatTheyComeFrom() {
        load();

        assertThat(known(Asset.class)).hasSize(12);
        assertThat(known(Threat.class)).hasSize(9);
        assertThat(known(Control.class).stream().map(control -> control.state().status()))
                .hasSize(19)
                .contains(Control.Status.values());
        var risks = known(Risk.class).stream().map(Known::state).toList();
        assertThat(risks.stream().filter(risk -> !risk.appliedControls().isEmpty()))
                .hasSizeGreaterThanOrEqualTo(12);
        assertThat(risks.stream().filter(risk -> !risk.existingAppliedControls().isEmpty()))
                .hasSizeGreaterThanOrEqualTo(9);
        assertThat(risks.stream().filter(risk -> !risk.threats().isEmpty())).hasSizeGreaterThanOrEqualTo(20);
    }

    @Test
    void someWorkIsDueSomeOverdueAndSomeDone() {
        load();

        var today = LocalDate.now(clock);
        var tasks = known(Task.class).stream().map(Known::state).toList();
        assertThat(tasks.stream().map(Task::status)).hasSize(9).contains(Task.Status.values());
        var open = tasks.stream().filter(task -> task.status().open()).toList();
        assertThat(open.stream().filter(task -> task.dueDate().isBefore(today))).hasSizeGreaterThanOrEqualTo(2);
        assertThat(open.stream().filter(task -> task.dueDate().isAfter(today))).hasSizeGreaterThanOrEqualTo(3);
        assertThat(tasks.stream().filter(task -> task.recurrence() != null)).hasSizeGreaterThanOrEqualTo(2);
        assertThat(tasks.stream().filter(task -> !task.appliedControls().isEmpty()))
                .hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void suppliersAreRatedOnTheirOwnMatrix() {
        load();

        var matrix = known(RiskMatrix.class).stream()
                .filter(each -> "supplier-4x4".equals(each.state().refId()))
                .findFirst()
                .orElseThrow();
        var risks = known(Risk.class).stream()
                .map(Known::state)
                .filter(risk -> risk.riskMatrix().equals(matrix.ref()))
                .toList();
        assertThat(risks).hasSize(7).allMatch(risk -> risk.refId().startsWith("SUP-"));
        assertThat(risks).anyMatch(risk -> "extreme".equals(risk.severity()));
    }

    @Test
    void anAssessmentIsUnderWay() {
        load();

        assertThat(known(ComplianceAssessment.class))
                .singleElement()
                .matches(audit -> audit.state().rows().size() == 11);
        assertThat(events())
                .extracting(Event::name)
                .filteredOn("requirement_assessment.updated"::equals)
                .hasSize(5);
    }

    @Test
    void aSecondStartLeavesTheLogAsItIs() {
        load();
        var head = log.head().block(PATIENCE);

        assertThat(load()).isZero();
        assertThat(log.head().block(PATIENCE)).isEqualTo(head);
    }

    @Test
    void twoNodesThatStartAtOnceLoadItOnce() {
        var loaded = Mono.zip(register().load(), register().load()).block(PATIENCE);

        assertThat(List.of(loaded.getT1(), loaded.getT2())).containsExactlyInAnyOrder(122, 0);
        assertThat(known(Risk.class)).hasSize(57);
    }

    @Test
    void aLogThatSomebodyHasWrittenToIsLeftAlone() {
        commands.send(
                        Instruction.of(administrator, null),
                        new Create<>(
                                commands.draw(Folder.class),
                                Submission.of(Patch.of(Folder.class).set(Folder::name, "Ours"))))
                .block(PATIENCE);

        assertThat(load()).isZero();
        assertThat(known(Risk.class)).isEmpty();
    }

    private int load() {
        return register().load().block(PATIENCE);
    }

    private DemoRegister register() {
        return new DemoRegister(commands, log, administrator, clock);
    }

    /** May do what the system may, and is somebody. */
    private Principal administrator() {
        var house = known(Organization.class).getFirst();
        var user = known(User.class).getFirst().ref().id();
        var system =
                Principal.system(house.ref().id(), house.state().rootFolder().id());
        return new Principal(
                new Actor(Actor.Type.USER, user, null),
                system.organization(),
                system.root(),
                system.grants(),
                system.limits());
    }

    private List<Event<?>> events() {
        return log.read(new Reading(0, Long.MAX_VALUE, null, Set.of(), false))
                .collectList()
                .block(PATIENCE);
    }

    private <R> List<Known<R>> known(Class<R> type) {
        return Flux.fromIterable(events())
                .filter(event -> event.ref().type() == type)
                .map(DemoRegisterTest::<R>cast)
                .groupBy(Event::ref)
                .concatMap(history -> history.reduce(new Folded<R>(null), Folded::and), 1_000)
                .mapNotNull(Folded::known)
                .collectList()
                .block(PATIENCE);
    }

    @SuppressWarnings("unchecked")
    private static <R> Event<R> cast(Event<?> event) {
        return (Event<R>) event;
    }

    private record Folded<R>(Known<R> known) {

        Folded<R> and(Event<R> event) {
            return new Folded<>(Known.after(known, event));
        }
    }

    private static <V> Map<V, Long> count(List<Known<Risk>> risks, Function<Risk, V> property) {
        return risks.stream().collect(groupingBy(risk -> property.apply(risk.state()), counting()));
    }
}
