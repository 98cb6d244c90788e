package redoubt.api.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.api.dialect.Paging;
import redoubt.api.http.Answer;
import redoubt.api.http.Reply;
import redoubt.api.resource.Showing;
import redoubt.api.route.Call;
import redoubt.api.route.Clearance;
import redoubt.model.access.Permission;
import redoubt.model.wire.Moments;
import redoubt.query.chain.Checkpoint;
import redoubt.query.chain.PublicKeys.Published;
import redoubt.query.chain.SealedLog;
import tools.jackson.core.JsonGenerator;

/** Where the chain stands, what was signed, and with which keys. */
final class Ledger {

    private final SealedLog log;
    private final Showing showing;

    Ledger(SealedLog log, Showing showing) {
        this.log = log;
        this.showing = showing;
    }

    Mono<Answer> head(Call call) {
        Clearance.somewhere(call, Permission.VIEW_AUDIT_LOG);
        call.parameters().finish();
        return log.head()
                .map(head -> Reply.json(200, out -> {
                    out.writeStartObject();
                    out.writeNumberProperty("position", head.position());
                    text("hash", head.sealed() == head.position() ? head.sealedHash() : null, out);
                    out.writeNumberProperty("sealed_position", head.sealed());
                    out.writeStringProperty("sealed_hash", head.sealedHash());
                    text("at", head.at() == null ? null : Moments.print(head.at()), out);
                    out.writeEndObject();
                }));
    }

    Mono<Answer> checkpoints(Call call) {
        Clearance.somewhere(call, Permission.VIEW_AUDIT_LOG);
        Paging.Cut cut = showing.dialect().paging().read(call.parameters());
        call.parameters().finish();
        return Mono.zip(log.checkpointCount(), log.checkpoints(cut.window().offset(), cut.size()))
                .map(found -> showing.page(call, cut, found.getT1(), found.getT2(), Checkpoint::write));
    }

    Mono<Answer> keys(Call call) {
        Paging.Cut cut = showing.dialect().paging().read(call.parameters());
        call.parameters().finish();
        return log.keys().map(all -> {
            List<Published> shown = all.reversed().stream()
                    .skip(cut.window().offset())
                    .limit(cut.size())
                    .toList();
            return showing.page(call, cut, all.size(), shown, Published::write);
        });
    }

    private static void text(String name, @Nullable String value, JsonGenerator out) {
        if (value == null) {
            out.writeNullProperty(name);
        } else {
            out.writeStringProperty(name, value);
        }
    }
}
