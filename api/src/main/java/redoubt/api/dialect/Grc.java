package redoubt.api.dialect;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import redoubt.grc.Asset;
import redoubt.grc.ComplianceAssessment;
import redoubt.grc.Control;
import redoubt.grc.Folder;
import redoubt.grc.Framework;
import redoubt.grc.Requirement;
import redoubt.grc.RequirementAssessment;
import redoubt.grc.Risk;
import redoubt.grc.RiskMatrix;
import redoubt.grc.Task;
import redoubt.grc.Threat;
import redoubt.identity.ApiToken;
import redoubt.identity.RoleAssignment;
import redoubt.identity.Settings;
import redoubt.model.Shape;
import redoubt.model.wire.Naming;
import redoubt.people.User;
import redoubt.webhook.Webhook;

/** Governance, risk and compliance: snake_case, numbered pages, trailing slashes. */
public final class Grc {

    /** The dialect. */
    public static final Dialect DIALECT = new Dialect(
            "grc",
            "/api/v1",
            Naming.SNAKE,
            new GrcStamps(),
            new NumberedPages(25, 500),
            new GrcProblems(Naming.SNAKE),
            Verbs.REST,
            Slash.TRAILING);

    /** Frameworks, which are brought in as a whole and never changed. */
    public static final Offer<Framework> FRAMEWORKS = Offer.of(
            Framework.class, "Framework", EnumSet.of(Verb.LIST, Verb.READ, Verb.DELETE, Verb.EXPORT, Verb.HISTORY));

    /** What is in them. */
    public static final Offer<Requirement> REQUIREMENTS =
            Offer.of(Requirement.class, "Framework", EnumSet.noneOf(Verb.class));

    /** Assessments, in which a framework is applied. */
    public static final Offer<ComplianceAssessment> ASSESSMENTS = new Offer<>(
            Shape.of(ComplianceAssessment.class),
            "Compliance assessment",
            without(Verb.BULK, Verb.IMPORT),
            field -> !field.name().equals("baseline"),
            false);

    /** What is in them. */
    public static final Offer<RequirementAssessment> ROWS = Offer.of(
            RequirementAssessment.class,
            "Requirement assessment",
            EnumSet.of(
                    Verb.LIST, Verb.READ, Verb.REPLACE, Verb.AMEND, Verb.REVERT, Verb.EXPORT, Verb.HISTORY, Verb.PAST));

    private static final Set<Verb> EVERYTHING = EnumSet.allOf(Verb.class);

    private Grc() {}

    /** What it offers through the common endpoints. */
    public static List<Offer<?>> offers() {
        return List.of(
                Offer.of(Risk.class, "Risk", EVERYTHING),
                Offer.of(Control.class, "Applied control", EVERYTHING),
                Offer.of(Asset.class, "Asset", without(Verb.BULK)),
                Offer.of(Threat.class, "Threat", without(Verb.BULK)),
                Offer.of(Task.class, "Task", EVERYTHING),
                Offer.of(Folder.class, "Folder", without(Verb.BULK, Verb.IMPORT)),
                Offer.of(RiskMatrix.class, "Risk matrix", without(Verb.BULK, Verb.IMPORT)),
                FRAMEWORKS,
                ASSESSMENTS,
                ROWS,
                Offer.of(
                        User.class,
                        "User",
                        EnumSet.of(
                                Verb.LIST,
                                Verb.READ,
                                Verb.CREATE,
                                Verb.AMEND,
                                Verb.ACT,
                                Verb.REVERT,
                                Verb.EXPORT,
                                Verb.HISTORY)),
                Offer.of(
                        RoleAssignment.class,
                        "Role assignment",
                        EnumSet.of(Verb.LIST, Verb.CREATE, Verb.DELETE, Verb.EXPORT)),
                new Offer<>(
                        Shape.of(ApiToken.class),
                        "API token",
                        EnumSet.of(
                                Verb.LIST, Verb.READ, Verb.AMEND, Verb.REVERT, Verb.DELETE, Verb.EXPORT, Verb.HISTORY),
                        field -> field.name().equals("name"),
                        false),
                Offer.of(Webhook.class, "Webhook", without(Verb.CREATE, Verb.BULK, Verb.IMPORT, Verb.ACT, Verb.REVERT)),
                Offer.sole(Settings.class, "Settings", EnumSet.of(Verb.READ, Verb.AMEND, Verb.HISTORY, Verb.PAST)));
    }

    private static Set<Verb> without(Verb first, Verb... others) {
        return EnumSet.complementOf(EnumSet.of(first, others));
    }
}
