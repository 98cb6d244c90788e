package redoubt.api.dialect;

import redoubt.api.http.Reply;
import redoubt.api.http.Spelled;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Failure.Unauthenticated.Why;
import redoubt.model.wire.Naming;
import tools.jackson.core.JsonGenerator;

/**
 * Wrong input is an object of lists of sentences, by the member they are about; a refused action is one sentence under
 * {@code error}; everything else is one sentence under {@code detail}.
 */
final class ThreatModellingProblems implements Problems {

    private final Naming naming;

    ThreatModellingProblems(Naming naming) {
        this.naming = naming;
    }

    @Override
    public Reply of(Failure failure) {
        return switch (failure) {
            case Failure.Invalid invalid -> invalid(invalid);
            case Failure.Unreadable(String found) -> unreadable(found);
            case Failure.Unfit(String message) -> told(400, "error", message);
            case Failure.Conflict last
            when last.code().equals("last_administrator") -> told(400, "error", last.message());
            case Failure.Unauthenticated(Why why) ->
                unauthenticated(why).with("WWW-Authenticate", "Bearer realm=\"api\"");
            case Failure.Denied _ -> detail(403, "You do not have permission to perform this action.");
            case Failure.NotFound(String message) -> detail(404, message.isEmpty() ? "Not found." : message);
            case Failure.Gone(String message) -> told(410, "error", message);
            case Failure.MethodNotAllowed not ->
                detail(405, "Method \"" + not.method() + "\" not allowed.")
                        .with("Allow", String.join(", ", not.allowed()));
            case Failure.NotAcceptable _ -> detail(406, "Could not satisfy the request Accept header.");
            case Failure.Conflict conflict -> conflict(conflict);
            case Failure.Stale _ -> detail(412, "It was changed by somebody else.");
            case Failure.TooLarge large ->
                detail(413, "Request body is larger than " + large.limit() + " bytes.")
                        .with("Connection", "close");
            case Failure.UriTooLong _ -> detail(414, "Request URI is too long.");
            case Failure.HeadersTooLarge _ -> detail(431, "Request headers are too large.");
            case Failure.TooSlow _ ->
                detail(408, "Request was sent too slowly.").with("Connection", "close");
            case Failure.UnsupportedMediaType type ->
                detail(415, "Unsupported media type \"" + type.sent() + "\" in request.");
            case Failure.KeyReused _ -> detail(422, "Idempotency-Key was used with a different request.");
            case Failure.PreconditionRequired _ -> detail(428, "If-Match header is required.");
            case Failure.Limited(long after) ->
                detail(429, "Request was throttled. Expected available in " + after + " seconds.")
                        .with("Retry-After", after);
            case Failure.Unavailable unavailable ->
                detail(503, "Service temporarily unavailable.").with("Retry-After", unavailable.retryAfter());
        };
    }

    @Override
    public Reply fault(String requestId) {
        return detail(500, "Internal server error.");
    }

    private Reply invalid(Failure.Invalid invalid) {
        return Reply.json(400, out -> {
            out.writeStartObject();
            invalid.details().forEach((path, messages) -> {
                out.writeName(Spelled.path(path, naming::member));
                Values.write(messages, out, naming);
            });
            out.writeEndObject();
        });
    }

    private static Reply unreadable(String found) {
        return found.isEmpty()
                ? detail(400, "JSON parse error - the body is not well-formed")
                : Reply.json(400, out -> {
                    out.writeStartObject();
                    out.writeName("nonFieldErrors");
                    out.writeStartArray();
                    out.writeString("Invalid data. Expected a dictionary, but got " + found + ".");
                    out.writeEndArray();
                    out.writeEndObject();
                });
    }

    private static Reply unauthenticated(Why why) {
        return switch (why) {
            case ABSENT -> detail(401, "Authentication credentials were not provided.");
            case MALFORMED ->
                Reply.json(401, out -> {
                    begin("Authorization header must contain two space-delimited values", out);
                    out.writeStringProperty("code", "bad_authorization_header");
                    out.writeEndObject();
                });
            case INVALID -> notValid("Token is invalid");
            case EXPIRED -> notValid("Token is expired");
            case OTHER_PURPOSE -> notValid("Token has wrong type");
        };
    }

    private static Reply notValid(String message) {
        return Reply.json(401, out -> {
            begin("Given token not valid for any token type", out);
            out.writeStringProperty("code", "token_not_valid");
            out.writeName("messages");
            out.writeStartArray();
            out.writeStartObject();
            out.writeStringProperty("tokenClass", "AccessToken");
            out.writeStringProperty("tokenType", "access");
            out.writeStringProperty("message", message);
            out.writeEndObject();
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private static Reply conflict(Failure.Conflict conflict) {
        Reply reply = detail(409, conflict.message());
        return conflict.code().equals("idempotency_in_progress") ? reply.with("Retry-After", 1) : reply;
    }

    private static Reply detail(int status, String message) {
        return told(status, "detail", message);
    }

    private static Reply told(int status, String member, String message) {
        return Reply.json(status, out -> {
            out.writeStartObject();
            out.writeStringProperty(member, message);
            out.writeEndObject();
        });
    }

    private static void begin(String detail, JsonGenerator out) {
        out.writeStartObject();
        out.writeStringProperty("detail", detail);
    }
}
