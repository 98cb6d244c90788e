package redoubt.api.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpMethod;
import redoubt.api.freshness.Freshness;
import redoubt.api.http.Parameter;
import redoubt.api.resource.Showing;
import redoubt.api.route.About;
import redoubt.api.route.Content;
import redoubt.api.route.Endpoint;
import redoubt.api.route.Handler;
import redoubt.api.route.Takes;
import redoubt.api.route.Transfers;
import redoubt.api.route.Weight;
import redoubt.command.Notes;
import redoubt.model.Catalogue;
import redoubt.query.audit.AuditLog;
import redoubt.query.chain.Background;
import redoubt.query.chain.SealedLog;
import redoubt.query.history.Timeline;
import redoubt.query.log.EventLog;

/** The endpoints about the chain of hashes over the log. */
public final class AuditEndpoints {

    private static final String TAG = "Audit log";

    private final Showing showing;
    private final Ledger ledger;
    private final Verifying verifying;
    private final Runs runs;
    private final Export export;
    private final Entries entries;

    /**
     * What there is to show.
     *
     * @param sealed the log with its seals
     * @param background what verifies it while nobody waits
     * @param audit the log as it is searched
     * @param notes takes note of what is done with it
     */
    public record Sources(
            SealedLog sealed,
            Background background,
            AuditLog audit,
            EventLog log,
            Timeline timeline,
            Catalogue catalogue,
            Notes notes) {}

    /** Shows, searches and verifies a sealed log. */
    public AuditEndpoints(Showing showing, Sources sources, Freshness freshness, Transfers transfers) {
        this.showing = showing;
        SealedLog sealed = sources.sealed();
        Filtering filtering = new Filtering(sources.catalogue(), sources.log());
        EntryText text = new EntryText(showing, sources.timeline(), sources.catalogue());
        this.entries = new Entries(sources.audit(), filtering, text, showing, freshness);
        this.ledger = new Ledger(sealed, showing);
        this.verifying = new Verifying(sealed, sources.notes());
        this.runs = new Runs(sealed, sources.background(), showing, sources.notes());
        this.export = new Export(sealed, sources.audit(), filtering, text, transfers, sources.notes());
    }

    /** All of them. */
    public List<Endpoint> endpoints() {
        List<Parameter> pages = showing.dialect().paging().parameters();
        List<Endpoint> endpoints = new ArrayList<>();
        List<Parameter> asked = new ArrayList<>(pages);
        asked.add(AuditForms.ORDERING);
        asked.addAll(Filtering.parameters());
        asked.add(Freshness.PARAMETER);
        endpoints.add(get(
                "/audit-log/",
                About.question(
                                "list_audit_log",
                                TAG,
                                "List what happened, newest first",
                                asked,
                                new Content.Many(AuditForms.ENTRY))
                        .saying("What happened in folders in which the caller may look into the audit log; what"
                                + " happened in none, such as to accounts, is shown to whoever may do so everywhere."
                                + " Long texts are cut."),
                entries::list));
        endpoints.add(get(
                "/audit-log/{position}/",
                About.question(
                        "read_audit_log_entry",
                        TAG,
                        "Read one entry with its payload and its hashes",
                        List.of(Freshness.PARAMETER),
                        AuditForms.WHOLE),
                entries::one));
        endpoints.add(get(
                "/audit-log/head/",
                About.question(
                        "read_chain_head",
                        TAG,
                        "Read where the log stands and how far it is sealed",
                        List.of(),
                        AuditForms.HEAD),
                ledger::head));
        endpoints.add(get(
                "/audit-log/checkpoints/",
                About.question(
                        "list_checkpoints",
                        TAG,
                        "List signed statements of where the chain stood, newest first",
                        pages,
                        new Content.Many(AuditForms.CHECKPOINT)),
                ledger::checkpoints));
        endpoints.add(get(
                "/audit-log/public-key/",
                About.question(
                                "list_public_keys",
                                TAG,
                                "List every key that checkpoints were ever signed with",
                                pages,
                                new Content.Many(AuditForms.KEY))
                        .saying("public_key is the X.509 encoding in Base64. Keep it elsewhere: whoever can write to"
                                + " the database can also publish a key there."),
                ledger::keys));
        endpoints.add(get(
                        "/audit-log/verify/",
                        About.question(
                                        "verify_audit_log",
                                        TAG,
                                        "Verify up to 100,000 events",
                                        List.of(AuditForms.FROM, AuditForms.TO, AuditForms.ANCHOR),
                                        AuditForms.VERDICT)
                                .saying("Looks at sealed events only. The answer is 200 whatever the verdict; the"
                                        + " first thing that is wrong is told with its position. An anchor that is"
                                        + " gone means that the log was cut, or restored from an older copy."),
                        verifying)
                .weighing(Weight.TEN));
        endpoints.add(Endpoint.of(
                        HttpMethod.POST,
                        showing.dialect().path("/audit-log/verifications/"),
                        Takes.FORM,
                        new About(
                                "start_verification",
                                TAG,
                                "Verify any number of events while nobody waits",
                                "Without a range it is everything that is sealed.",
                                List.of(),
                                AuditForms.RANGE,
                                202,
                                AuditForms.RUN,
                                Set.of(400, 413, 415, 429)),
                        runs::begin)
                .weighing(Weight.TEN));
        endpoints.add(get(
                "/audit-log/verifications/{id}/",
                About.question("read_verification", TAG, "Read how a verification is going", List.of(), AuditForms.RUN),
                runs::read));
        endpoints.add(get("/audit-log/export/", exporting(), export)
                .giving("application/x-ndjson", "text/csv")
                .weighing(Weight.TEN));
        return endpoints;
    }

    private static About exporting() {
        return new About(
                "export_audit_log",
                TAG,
                "Take the sealed log away, a line for each event",
                "All filters of the list apply. Without any, of what happened in another organization there are only"
                    + " the place and the hashes, withheld. The hash of an event is the SHA-256 of redoubt.audit.v1, a"
                    + " zero byte, the hash before it, and the line without prev_hash and hash in the form of RFC"
                    + " 8785. The last line has _end; without it the download is not complete. infra/bin/redoubt"
                    + " verify verifies the file without a server. In CSV, a text that a spreadsheet would take for a"
                    + " formula has an apostrophe before it; ocsf is API Activity (6003) of the Open Cybersecurity"
                    + " Schema Framework.",
                exported(),
                Content.NOTHING,
                200,
                AuditForms.EXPORT,
                Set.of(400, 429));
    }

    private static List<Parameter> exported() {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(AuditForms.FORMAT);
        parameters.addAll(Filtering.parameters());
        return parameters;
    }

    private Endpoint get(String path, About about, Handler handler) {
        return Endpoint.get(showing.dialect().path(path), about, handler);
    }
}
