package redoubt.api.dialect;

import java.util.List;
import java.util.Map;
import redoubt.api.http.Reply;
import redoubt.api.http.Spelled;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;
import redoubt.model.wire.Naming;
import tools.jackson.core.JsonGenerator;

/** A stable word, and either the members it is about or a sentence. Exactly these members, no others. */
final class GrcProblems implements Problems {

    private final Naming naming;

    GrcProblems(Naming naming) {
        this.naming = naming;
    }

    @Override
    public Reply of(Failure failure) {
        return switch (failure) {
            case Failure.Invalid invalid -> invalid(invalid);
            case Failure.Unreadable(String found) ->
                invalid(Failure.Invalid.of(
                        Complaints.WHOLE, found.isEmpty() ? "Malformed JSON." : "Expected an object."));
            case Failure.Unfit(String message) -> invalid(Failure.Invalid.of(Complaints.WHOLE, message));
            case Failure.Unauthenticated _ ->
                simple(401, "authentication_failed", "Invalid or expired token")
                        .with("WWW-Authenticate", "Token realm=\"redoubt\"");
            case Failure.Denied _ -> simple(403, "permission_denied", "You do not have access to this resource");
            case Failure.NotFound _ -> simple(404, "not_found", "Resource not found");
            case Failure.Gone(String message) -> simple(410, "gone", message);
            case Failure.MethodNotAllowed not ->
                told(405, "method_not_allowed", "Method not allowed", Map.of("allowed", List.copyOf(not.allowed())))
                        .with("Allow", String.join(", ", not.allowed()));
            case Failure.NotAcceptable not ->
                simple(406, "not_acceptable", "Only " + not.available() + " is available");
            case Failure.Conflict conflict -> conflict(conflict);
            case Failure.Stale stale ->
                told(412, "precondition_failed", "Resource was modified", Map.of("current_version", stale.current()));
            case Failure.TooLarge large ->
                told(413, "payload_too_large", "Request body is too large", Map.of("max_bytes", large.limit()))
                        .with("Connection", "close");
            case Failure.UriTooLong _ -> simple(414, "uri_too_long", "Request URI is too long");
            case Failure.HeadersTooLarge _ -> simple(431, "headers_too_large", "Request headers are too large");
            case Failure.TooSlow _ ->
                simple(408, "request_timeout", "Request was sent too slowly").with("Connection", "close");
            case Failure.UnsupportedMediaType type ->
                told(
                        415,
                        "unsupported_media_type",
                        "Content-Type must be " + String.join(" or ", type.supported()),
                        Map.of("supported", type.supported()));
            case Failure.KeyReused _ ->
                simple(422, "idempotency_key_reused", "Idempotency-Key was used with a different request");
            case Failure.PreconditionRequired _ -> simple(428, "precondition_required", "If-Match header is required");
            case Failure.Limited limited ->
                told(429, "rate_limited", "Too many requests", Map.of("retry_after", limited.retryAfter()))
                        .with("Retry-After", limited.retryAfter());
            case Failure.Unavailable unavailable -> unavailable(unavailable);
        };
    }

    @Override
    public Reply fault(String requestId) {
        return told(500, "server_error", "Internal server error", Map.of("request_id", requestId));
    }

    private Reply invalid(Failure.Invalid invalid) {
        return Reply.json(400, out -> {
            out.writeStartObject();
            out.writeStringProperty("error", "validation_error");
            out.writeName("details");
            out.writeStartObject();
            invalid.details().forEach((path, messages) -> {
                out.writeName(Spelled.path(path, naming::member));
                Values.write(messages, out, naming);
            });
            out.writeEndObject();
            out.writeEndObject();
        });
    }

    private Reply conflict(Failure.Conflict conflict) {
        Reply reply = Reply.json(409, out -> {
            start("conflict", out);
            out.writeStringProperty("code", conflict.code());
            out.writeStringProperty("message", conflict.message());
            end(conflict.members(), out);
        });
        return conflict.code().equals("idempotency_in_progress") ? reply.with("Retry-After", 1) : reply;
    }

    private Reply unavailable(Failure.Unavailable unavailable) {
        return Reply.json(503, out -> {
                    start("service_unavailable", out);
                    out.writeStringProperty("code", unavailable.code());
                    out.writeStringProperty("message", "Service temporarily unavailable");
                    end(Map.of("retry_after", unavailable.retryAfter()), out);
                })
                .with("Retry-After", unavailable.retryAfter());
    }

    private Reply simple(int status, String error, String message) {
        return told(status, error, message, Map.of());
    }

    private Reply told(int status, String error, String message, Map<String, ?> members) {
        return Reply.json(status, out -> {
            start(error, out);
            out.writeStringProperty("message", message);
            end(members, out);
        });
    }

    private static void start(String error, JsonGenerator out) {
        out.writeStartObject();
        out.writeStringProperty("error", error);
    }

    private void end(Map<String, ?> members, JsonGenerator out) {
        members.forEach((name, value) -> {
            out.writeName(naming.member(name));
            Values.write(value, out, naming);
        });
        out.writeEndObject();
    }
}
