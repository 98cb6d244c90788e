package redoubt.query.sql;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import redoubt.grc.Asset;
import redoubt.grc.Control;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.grc.RiskMatrix;
import redoubt.grc.Threat;
import redoubt.identity.ApiToken;
import redoubt.model.Created;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Role;
import redoubt.people.User;
import redoubt.query.MemoryLog;
import redoubt.query.Tenant;

/** A register of risks with everything that risks can hold, different for each seed. */
final class RandomRegister {

    static final LocalDate TODAY = LocalDate.parse("2026-06-15");
    private static final List<String> WORDS = List.of(
            "Vendor",
            "vendor",
            "breach",
            "Ärger",
            "ÉCOLE",
            "école",
            "50%",
            "a_b",
            "c\\d",
            "quote\"d",
            "Straße",
            "ﬁlter",
            "Łódź",
            "ransom ware",
            "x",
            "naïve",
            "İstanbul",
            "Ωmega",
            "ωmega",
            "tab\tbed",
            "日本",
            "e\u0301tude");

    final MemoryLog log = new MemoryLog();
    final Tenant acme = new Tenant(log);
    final Tenant other = new Tenant(log);
    final List<Ref<Folder>> folders = new ArrayList<>();
    final List<Ref<RiskMatrix>> matrices = new ArrayList<>();
    final List<Ref<User>> users = new ArrayList<>();
    final List<Ref<Control>> controls = new ArrayList<>();
    final List<Ref<Risk>> risks = new ArrayList<>();
    final Random random;

    RandomRegister(long seed, int size) {
        random = new Random(seed);
        folders.add(acme.root);
        matrices.add(acme.matrix);
        users.add(acme.admin);
        IntStream.range(0, 9)
                .forEach(i -> folders.add(acme.folder(
                        word() + i, pick(folders), i % 3 == 0 ? pick(List.of("low", "high", "serious")) : null)));
        matrices.add(acme.matrix(Tenant.matrix("Small", folders.get(1), Tenant.SMALL, true)));
        IntStream.range(0, 4).forEach(i -> users.add(acme.user("user" + i + "@example.org")));
        users.forEach(user -> {
            acme.assign(user, Role.READER, true, List.of(pick(folders)));
            acme.append(
                    Tenant.fresh(ApiToken.class),
                    new Created<>(new ApiToken(word(), "pst_12345678", null, null, null, user, null, null)),
                    null);
        });
        IntStream.range(0, 6).forEach(_ -> controls.add(Tenant.fresh(Control.class)));
        IntStream.range(0, size).forEach(_ -> add());
        other.risk("Vendor breach", other.root);
    }

    void add() {
        risks.add(acme.risk(name(), pick(folders), this::scrambled));
    }

    /** Something happens to some risk. */
    void happen() {
        int kind = random.nextInt(10);
        if (kind < 4 || risks.isEmpty()) {
            add();
        } else if (kind < 9) {
            acme.change(pick(risks), patch -> {
                Patch<Risk> more = random.nextBoolean() ? scrambled(patch) : patch.set(Risk::name, name());
                return random.nextInt(4) == 0 ? more.set(Risk::folder, pick(folders)) : more;
            });
        } else {
            acme.delete(risks.remove(random.nextInt(risks.size())));
        }
    }

    private Patch<Risk> scrambled(Patch<Risk> patch) {
        Ref<RiskMatrix> matrix = pick(matrices);
        boolean large = matrix.equals(acme.matrix);
        Patch<Risk> filled = patch.set(Risk::riskMatrix, matrix)
                .set(Risk::description, random.nextBoolean() ? word() + " " + word() : "")
                .set(Risk::refId, random.nextInt(3) == 0 ? null : "R-" + random.nextInt(1000) + word())
                .set(Risk::status, pick(List.of(Risk.Status.values())))
                .set(Risk::treatment, pick(List.of(Risk.Treatment.values())))
                .set(Risk::likelihood, rating(large ? 5 : 3))
                .set(Risk::impact, rating(large ? 5 : 2))
                .set(Risk::inherentLikelihood, rating(large ? 5 : 3))
                .set(Risk::inherentImpact, rating(large ? 5 : 2))
                .set(Risk::residualLikelihood, rating(large ? 5 : 3))
                .set(Risk::residualImpact, rating(large ? 5 : 2))
                .set(Risk::strengthOfKnowledge, rating(2))
                .set(Risk::justification, random.nextBoolean() ? null : word())
                .set(Risk::owner, some(users))
                .set(Risk::appliedControls, some(controls))
                .set(Risk::existingAppliedControls, some(controls))
                .set(Risk::assets, random.nextInt(5) == 0 ? List.of(Tenant.fresh(Asset.class)) : List.of())
                .set(Risk::threats, random.nextInt(5) == 0 ? List.of(Tenant.fresh(Threat.class)) : List.of())
                .set(Risk::labels, some(List.of("pci", "gdpr", "Größe")))
                .set(Risk::identifiedAt, day())
                .set(Risk::dueDate, day())
                .set(Risk::reviewDate, day())
                .set(Risk::acceptance, random.nextInt(4) == 0 ? acceptance() : null)
                .set(Risk::closedAt, random.nextInt(4) == 0 ? Instant.parse("2026-02-03T04:05:06.123456Z") : null);
        Patch<Risk> whole = filled.set(Risk::name, "n").set(Risk::folder, acme.root);
        Risk rated = acme.rated(whole.create());
        return filled.set(Risk::severity, rated.severity())
                .set(Risk::severityLevel, rated.severityLevel())
                .set(Risk::severityRank, rated.severityRank())
                .set(Risk::score, rated.score())
                .set(Risk::inherentSeverity, rated.inherentSeverity())
                .set(Risk::inherentSeverityLevel, rated.inherentSeverityLevel())
                .set(Risk::inherentScore, rated.inherentScore())
                .set(Risk::residualSeverity, rated.residualSeverity())
                .set(Risk::residualSeverityLevel, rated.residualSeverityLevel())
                .set(Risk::residualScore, rated.residualScore());
    }

    private Risk.Acceptance acceptance() {
        return new Risk.Acceptance(
                pick(users),
                Instant.parse("2026-01-02T03:04:05Z"),
                word(),
                null,
                day(),
                new Risk.Ratings(rating(5), rating(5), "low", null, null, null, 1));
    }

    private Integer rating(int most) {
        return random.nextInt(4) == 0 ? null : (Integer) (1 + random.nextInt(most));
    }

    private LocalDate day() {
        return random.nextInt(3) == 0 ? null : TODAY.plusDays(random.nextInt(7) - 3L);
    }

    String name() {
        return word() + " " + word()
                + (random.nextBoolean() ? " " + UUID.randomUUID().toString().substring(0, 3) : "");
    }

    String word() {
        return pick(WORDS);
    }

    <T> T pick(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private <T> List<T> some(List<T> all) {
        return all.stream().filter(_ -> random.nextInt(4) == 0).toList();
    }
}
