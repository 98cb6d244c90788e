package redoubt.api.custom;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.api.dialect.Values;
import redoubt.api.http.Answer;
import redoubt.api.http.EntityTags;
import redoubt.api.http.Reply;
import redoubt.api.resource.Showing;
import redoubt.api.route.Call;
import redoubt.grc.Folder;
import redoubt.model.Shape;
import redoubt.model.access.Permission;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Identifiers;
import redoubt.model.wire.Naming;
import redoubt.query.report.DeletePreview;
import redoubt.query.report.FolderNode;
import tools.jackson.core.JsonGenerator;

/** Folders as a tree, and what would be lost with one. */
final class FolderViews {

    private final Views views;
    private final Showing showing;

    FolderViews(Views views, Showing showing) {
        this.views = views;
        this.showing = showing;
    }

    Mono<Answer> tree(Call call) {
        boolean counts = call.parameters().flag("include_counts", false);
        String root = call.parameters().one("root");
        if (root != null && Identifiers.read(root).isEmpty()) {
            call.parameters().complaints().add("root", "Must be a valid UUID.");
        }
        call.parameters().finish();
        String from = root == null ? null : root.toLowerCase(Locale.ROOT);
        return showing.freshness()
                .read(call, _ -> views.folderTree(call.by(), from, counts))
                .map(node -> tagged(call, Reply.json(200, out -> write(node, out))))
                .switchIfEmpty(Mono.error(() -> new Refused(new Failure.NotFound())));
    }

    Mono<Answer> preview(Call call) {
        call.parameters().finish();
        var folder = call.target(Shape.of(Folder.class));
        return showing.freshness()
                .read(call, _ -> views.deletePreview(call.by(), folder))
                .map(preview -> tagged(call, Reply.json(200, out -> write(preview, out))))
                .switchIfEmpty(Mono.error(() -> new Refused(new Failure.NotFound())));
    }

    private static Answer tagged(Call call, Reply reply) {
        return Showing.unlessKnown(call, reply.with("ETag", EntityTags.of(reply.body())));
    }

    private void write(FolderNode node, JsonGenerator out) {
        out.writeStartObject();
        member("id", node.id(), out);
        member("name", node.name(), out);
        member("contentType", node.contentType(), out);
        if (node.counts() != null) {
            member("counts", node.counts(), out);
        }
        out.writeName("children");
        out.writeStartArray();
        node.children().forEach(child -> write(child, out));
        out.writeEndArray();
        out.writeEndObject();
    }

    private void write(DeletePreview preview, JsonGenerator out) {
        out.writeStartObject();
        member("counts", preview.counts(), out);
        member("total", preview.total(), out);
        member("deletable", preview.deletable(), out);
        member(
                "missingPermissions",
                preview.missing().stream().map(Permission::codename).toList(),
                out);
        out.writeEndObject();
    }

    private void member(String name, @Nullable Object value, JsonGenerator out) {
        Naming naming = showing.dialect().naming();
        out.writeName(naming.member(name));
        Values.write(value, out, naming);
    }
}
