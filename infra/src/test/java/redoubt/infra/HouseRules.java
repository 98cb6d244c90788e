package redoubt.infra;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * THINK HARD BEFORE CHANGING THIS FILE.
 *
 * <p>It is how the house stands: who may know whom, what may not wait, what a decision may not touch. A rule that is in
 * your way is more often right than you are; an exception needs a reason that is written here, beside it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HouseRules {

    private static final String COMMAND = "redoubt.command..";
    private static final String QUERY = "redoubt.query..";
    private static final String API = "redoubt.api..";
    private static final String INFRA = "redoubt.infra..";

    /** Classes that run on the threads that start and stop the process, where waiting is the point. */
    private static final Set<String> MAY_WAIT = Set.of(
            "redoubt.infra.DatabaseStart", // the schema stands before anything is served
            "redoubt.infra.PrivacyConfiguration", // nothing is read or written under another key
            "redoubt.infra.ReadConfiguration", // and so do the tables of the read side
            "redoubt.infra.ReadConfiguration$RunningReadSide", // which end before the log does
            "redoubt.infra.founding.FoundingConfiguration", // nobody can knock before the house is founded
            "redoubt.infra.log.RunningStore", // the log starts before its readers and stops after its writers
            "redoubt.infra.postgres.OwnPostgres", // a server process starts and stops
            "redoubt.infra.postgres.Postmaster"); // and has ended before the next one starts

    /** Files longer than {@value #LINES} lines, each with its reason. */
    private static final Map<String, String> LONG_FILES = Map.of();

    private static final int LINES = 300;

    private static final Set<String> WAITING = Set.of(
            "reactor.core.publisher.Mono.block",
            "reactor.core.publisher.Mono.blockOptional",
            "reactor.core.publisher.Flux.blockFirst",
            "reactor.core.publisher.Flux.blockLast",
            "reactor.core.publisher.Flux.toIterable",
            "reactor.core.publisher.Flux.toStream",
            "java.lang.Thread.sleep",
            "java.util.concurrent.Future.get",
            "java.util.concurrent.CompletableFuture.get",
            "java.util.concurrent.CompletableFuture.join",
            "java.util.concurrent.CountDownLatch.await");

    private static final Set<String> UNDECIDED = Set.of(
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.util.UUID.randomUUID",
            "java.lang.Math.random");

    private static final String CHANCE_AND_EFFECT =
            "reactor\\..*|java\\.time\\.Clock|java\\.util\\.Random|java\\.util\\.concurrent\\.ThreadLocalRandom"
                    + "|java\\.security\\.SecureRandom|java\\.util\\.random\\..*|com\\.github\\.f4b6a3\\.uuid\\..*";

    private final JavaClasses house = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            // What the framework writes for the launcher, and nobody reads.
            .withImportOption(location -> !location.contains("__"))
            .importPackages("redoubt");

    @Test
    void thereIsAHouse() {
        assertThat(house.size()).isGreaterThan(20);
    }

    @Test
    void writingAndReadingMeetInTheLogAndNowhereElse() {
        never(noClasses().that().resideInAPackage(COMMAND), QUERY, API, INFRA);
        never(noClasses().that().resideInAPackage(QUERY), COMMAND, API, INFRA);
    }

    @Test
    void nobodyKnowsTheInfrastructure() {
        never(noClasses().that().resideOutsideOfPackage(INFRA), INFRA);
    }

    @Test
    void theVocabularyKnowsNoFramework() {
        never(
                noClasses().that().resideOutsideOfPackages(COMMAND, QUERY, API, INFRA),
                "org.springframework..",
                "org.axonframework..",
                "reactor..",
                "io.r2dbc..",
                "io.netty..");
    }

    @Test
    void springLivesAtTheEdges() {
        never(noClasses().that().resideOutsideOfPackages(API, INFRA), "org.springframework..");
    }

    @Test
    void sqlLivesWhereThingsAreReadAndStored() {
        never(
                noClasses().that().resideOutsideOfPackages(QUERY, INFRA),
                "io.r2dbc..",
                "java.sql..",
                "javax.sql..",
                "org.postgresql..");
    }

    @Test
    void noPackageIsInACircle() {
        slices().matching("redoubt.(**)").should().beFreeOfCycles().check(house);
    }

    @Test
    void nothingWaitsButTheStartAndTheStop() {
        noClasses()
                .that(areNot(MAY_WAIT))
                .should()
                .accessTargetWhere(target("a call that waits", WAITING::contains))
                .allowEmptyShould(true)
                .check(house);
    }

    @Test
    void aDecisionTakesItsTimeAndItsChanceFromOutside() {
        methods()
                .that()
                .haveName("decide")
                .and()
                .areDeclaredInClassesThat()
                .resideInAPackage(COMMAND)
                .should(touchNothingButValues())
                .allowEmptyShould(true)
                .check(house);
    }

    @Test
    void namesSayWhatAThingIs() {
        classes()
                .should()
                .haveNameNotMatching(".*(Manager|Helper|Utils?|Impl|Service|Dto|DTO|VO)$")
                .andShould()
                .haveNameNotMatching(".*[.$]Abstract[A-Z][A-Za-z]*$")
                .check(house);
    }

    @Test
    void nothingStaticChanges() {
        fields().that().areStatic().should().beFinal().allowEmptyShould(true).check(house);
    }

    @Test
    void everyPackageIntroducesItselfAndIsNullMarked() {
        assertThat(Sources.all().stream()
                        .filter(file -> file.toString().contains("/src/main/java/"))
                        .map(Path::getParent)
                        .distinct()
                        .filter(folder -> !introduced(folder.resolve("package-info.java")))
                        .map(Sources.root()::relativize))
                .as("packages without a package-info.java that has a sentence and @NullMarked")
                .isEmpty();
    }

    @Test
    void noFileIsTooLongToRead() {
        var tooLong = Sources.all().stream()
                .filter(file -> Sources.text(file).lines().count() > LINES)
                .map(file -> Sources.root().relativize(file).toString())
                .toList();

        assertThat(tooLong)
                .as("files of more than %d lines", LINES)
                .containsExactlyInAnyOrderElementsOf(LONG_FILES.keySet());
    }

    @Test
    void noTestIsSwitchedOff() {
        var off = "@" + "Disabled";

        assertThat(Sources.all().stream().filter(file -> Sources.text(file).contains(off)))
                .isEmpty();
    }

    private void never(GivenClassesConjunction those, String... packages) {
        those.should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .allowEmptyShould(true)
                .check(house);
    }

    private static boolean introduced(Path packageInfo) {
        if (!Files.isRegularFile(packageInfo)) {
            return false;
        }
        var text = Sources.text(packageInfo);
        return text.startsWith("/**") && text.contains("@NullMarked");
    }

    private static DescribedPredicate<JavaClass> areNot(Set<String> names) {
        return DescribedPredicate.describe(
                "are not among those that start and stop the process",
                type -> Stream.iterate(type, outer -> outer != null, outer -> outer.getEnclosingClass()
                                .orElse(null))
                        .noneMatch(outer -> names.contains(outer.getFullName())));
    }

    private static DescribedPredicate<JavaAccess<?>> target(String description, Predicate<String> name) {
        return DescribedPredicate.describe(description, access -> name.test(nameOf(access)));
    }

    private static String nameOf(JavaAccess<?> access) {
        return access.getTarget().getOwner().getFullName() + "."
                + access.getTarget().getName();
    }

    /** Follows a decision through the methods of its own class, which is as far as a file reaches. */
    private static ArchCondition<JavaMethod> touchNothingButValues() {
        return new ArchCondition<>("touch no publisher, clock or chance") {
            @Override
            public void check(JavaMethod decide, ConditionEvents events) {
                follow(decide, decide.getOwner(), new HashSet<>(), events);
            }

            private void follow(JavaCodeUnit unit, JavaClass owner, Set<JavaCodeUnit> seen, ConditionEvents events) {
                if (!seen.add(unit)) {
                    return;
                }
                for (var access : unit.getAccessesFromSelf()) {
                    var target = access.getTarget();
                    if (UNDECIDED.contains(nameOf(access))
                            || target.getOwner().getFullName().matches(CHANCE_AND_EFFECT)) {
                        events.add(SimpleConditionEvent.violated(unit, access.getDescription()));
                    }
                    if (target.getOwner().equals(owner)) {
                        owner.getCodeUnits().stream()
                                .filter(other -> other.getName().equals(target.getName()))
                                .forEach(other -> follow(other, owner, seen, events));
                    }
                }
            }
        };
    }
}
