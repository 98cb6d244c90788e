package redoubt.model.failure;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A "no" with a reason. Business refusals are values, not exceptions; each dialect renders them in one place. Messages
 * are fit for clients: no internals, ever.
 */
public sealed interface Failure {

    /**
     * The input is wrong.
     *
     * @param details messages by the path of the member they are about, in the order of discovery
     */
    record Invalid(Map<String, List<String>> details) implements Failure {

        /** One message about one member. */
        public static Invalid of(String path, String message) {
            return new Invalid(Map.of(path, List.of(message)));
        }
    }

    /** There is no such thing, or the caller may not know of it. */
    record NotFound() implements Failure {}

    /** Someone changed the resource since the caller looked; {@code current} is its present version. */
    record Stale(long current) implements Failure {}

    /** The caller must name the version it looked at. */
    record PreconditionRequired() implements Failure {}

    /**
     * The state of the world forbids it.
     *
     * @param code a stable word for programs, for example {@code invalid_transition}
     * @param message a sentence for people
     * @param members further members of the answer, ready for JSON: strings, numbers, lists and maps of them
     */
    record Conflict(String code, String message, Map<String, Object> members) implements Failure {

        /** A conflict without further members. */
        public static Conflict of(String code, String message) {
            return new Conflict(code, message, Map.of());
        }
    }

    /** The caller may see the thing, but not do this to it. */
    record Denied() implements Failure {}

    /** There is no valid credential. */
    record Unauthenticated() implements Failure {}

    /** Too many requests; try again after so many seconds. */
    record Limited(long retryAfter) implements Failure {}

    /** The method is not offered here. */
    record MethodNotAllowed(Set<String> allowed) implements Failure {}

    /** None of the media types the caller accepts can be produced. */
    record NotAcceptable(String available) implements Failure {}

    /** The body has a media type that is not understood. */
    record UnsupportedMediaType(List<String> supported) implements Failure {}

    /** The body is larger than {@code limit} bytes. */
    record TooLarge(long limit) implements Failure {}

    /** The URI is longer than the server reads. */
    record UriTooLong() implements Failure {}

    /** The idempotency key was used with a different request. */
    record KeyReused() implements Failure {}

    /**
     * The service cannot do it now.
     *
     * @param code a stable word, for example {@code projection_lagging}
     * @param retryAfter when to try again, in seconds
     */
    record Unavailable(String code, int retryAfter) implements Failure {}
}
