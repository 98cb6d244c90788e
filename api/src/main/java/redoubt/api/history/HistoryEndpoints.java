package redoubt.api.history;

import java.util.ArrayList;
import java.util.List;
import redoubt.api.dialect.Offer;
import redoubt.api.dialect.Verb;
import redoubt.api.http.Parameter;
import redoubt.api.resource.Rights;
import redoubt.api.resource.Showing;
import redoubt.api.route.About;
import redoubt.api.route.Content;
import redoubt.api.route.Endpoint;
import redoubt.model.Catalogue;
import redoubt.query.audit.AuditLog;
import redoubt.query.history.Timeline;
import redoubt.query.log.EventLog;

/** The endpoints that tell what happened to a resource. */
public final class HistoryEndpoints {

    private final Showing showing;
    private final Rights rights;
    private final Timeline timeline;
    private final EventLog log;
    private final AuditLog audit;
    private final Catalogue catalogue;

    /** Tells what the log tells. */
    public HistoryEndpoints(
            Showing showing, Rights rights, Timeline timeline, EventLog log, AuditLog audit, Catalogue catalogue) {
        this.audit = audit;
        this.showing = showing;
        this.rights = rights;
        this.timeline = timeline;
        this.log = log;
        this.catalogue = catalogue;
    }

    /** Those of one offer. */
    public <R> List<Endpoint> of(Offer<R> offer) {
        List<Endpoint> endpoints = new ArrayList<>();
        Changes changes = new Changes(showing, timeline);
        Borne<R, ?> borne = Borne.of(offer.shape(), catalogue, log).orElse(null);
        if (offer.offers(Verb.HISTORY)) {
            List<Parameter> parameters =
                    new ArrayList<>(showing.dialect().paging().parameters());
            parameters.addAll(ReadHistory.PARAMETERS);
            if (borne != null) {
                parameters.add(borne.parameter());
            }
            endpoints.add(Endpoint.get(
                    showing.dialect().path(offer.item() + "history/"),
                    About.question(
                            "read_" + offer.shape().noun() + "_history",
                            offer.title(),
                            "Read what happened to it, also after it was deleted",
                            parameters,
                            new Content.Many(HistoryForms.ENTRY)),
                    new ReadHistory<>(offer.shape(), showing, rights, changes, catalogue, audit, borne)));
        }
        if (offer.offers(Verb.PAST)) {
            List<Parameter> parameters = new ArrayList<>(ReadDiff.PARAMETERS);
            if (borne != null) {
                parameters.add(borne.parameter());
            }
            endpoints.add(Endpoint.get(
                    showing.dialect().path(offer.item() + "diff/"),
                    About.question(
                            "compare_" + offer.shape().noun(),
                            offer.title(),
                            "Compare it at two points of its history",
                            parameters,
                            HistoryForms.DIFF),
                    new ReadDiff<>(offer.shape(), showing, rights, changes, log, borne)));
        }
        return endpoints;
    }
}
