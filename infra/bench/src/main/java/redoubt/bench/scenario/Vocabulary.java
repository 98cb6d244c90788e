package redoubt.bench.scenario;

import java.util.List;
import java.util.SplittableRandom;

/** Names and descriptions of risks that read like a register: a few words are in many of them, most pairs are rare. */
final class Vocabulary {

    private static final List<String> WHOSE = List.of(
            "Third-party",
            "Internal",
            "Customer",
            "Supplier",
            "Contractor",
            "Cloud",
            "Branch office",
            "Partner",
            "Payroll",
            "Warehouse",
            "Call centre",
            "Mobile",
            "Legacy",
            "Shared",
            "Regional",
            "Outsourced");
    private static final List<String> WHAT = List.of(
            "data breach",
            "service outage",
            "credential theft",
            "unpatched gateway",
            "backup failure",
            "data loss",
            "fraudulent payment",
            "misconfigured storage",
            "expired certificate",
            "insider abuse",
            "ransomware",
            "phishing campaign",
            "lost laptop",
            "licence violation",
            "capacity shortage",
            "unreviewed access");
    private static final List<String> WHERE = List.of(
            "billing",
            "identity provider",
            "order system",
            "mail gateway",
            "document archive",
            "web shop",
            "data warehouse",
            "human resources",
            "manufacturing",
            "research",
            "customer portal",
            "help desk",
            "payment terminal",
            "logistics",
            "treasury",
            "test environment");
    private static final List<String> WHY = List.of(
            "because nobody owns the account",
            "as patches are applied by hand",
            "since the contract names no deadline",
            "while the migration is under way",
            "because logs are kept for a week only",
            "as keys are never rotated",
            "since the last review was skipped",
            "because two teams share one password",
            "as the supplier reports incidents late",
            "since alarms go to a mailbox nobody reads");

    private final SplittableRandom random;

    Vocabulary(SplittableRandom random) {
        this.random = random;
    }

    String name() {
        return one(WHOSE) + " " + one(WHAT) + " in " + one(WHERE);
    }

    String description() {
        return "A " + one(WHAT) + " may reach " + one(WHERE) + " " + one(WHY) + ". It would become known " + one(WHY)
                + ", and " + one(WHERE) + " would have to work without it for days.";
    }

    private String one(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
