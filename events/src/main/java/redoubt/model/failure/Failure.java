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

    /**
     * The body is not what is read at all.
     *
     * @param found what it is instead of an object: {@code list}, {@code str}, {@code int}, {@code float}, {@code bool} or
     *     {@code null}; empty if it is not even well-formed
     */
    record Unreadable(String found) implements Failure {}

    /**
     * What is there does not allow it, and no change of the input would help.
     *
     * @param message a sentence for people
     */
    record Unfit(String message) implements Failure {}

    /**
     * There is no such thing, or the caller may not know of it.
     *
     * @param message a sentence for people, for dialects that have one; empty for none
     */
    record NotFound(String message) implements Failure {

        /** Nothing more is said. */
        public NotFound() {
            this("");
        }
    }

    /**
     * It was there and is good no more.
     *
     * @param message a sentence for people
     */
    record Gone(String message) implements Failure {}

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

    /**
     * There is no valid credential.
     *
     * @param why what is wrong with the one that was shown, for dialects that tell
     */
    record Unauthenticated(Why why) implements Failure {

        /** What is wrong with a credential. */
        public enum Why {
            /** None was shown. */
            ABSENT,
            /** Something else was shown where one should be. */
            MALFORMED,
            /** It opens nothing, or nothing any more. */
            INVALID,
            /** Its time is over. */
            EXPIRED,
            /** It is good for something else. */
            OTHER_PURPOSE
        }

        /** None was shown. */
        public Unauthenticated() {
            this(Why.ABSENT);
        }
    }

    /** Too many requests; try again after so many seconds. */
    record Limited(long retryAfter) implements Failure {}

    /**
     * The method is not offered here.
     *
     * @param method the one that was used
     * @param allowed those that are offered
     */
    record MethodNotAllowed(String method, Set<String> allowed) implements Failure {}

    /** None of the media types the caller accepts can be produced. */
    record NotAcceptable(String available) implements Failure {}

    /**
     * The body has a media type that is not understood.
     *
     * @param sent the one it has; empty for none
     * @param supported those that are understood
     */
    record UnsupportedMediaType(String sent, List<String> supported) implements Failure {}

    /** The body is larger than {@code limit} bytes. */
    record TooLarge(long limit) implements Failure {}

    /** The URI is longer than the server reads. */
    record UriTooLong() implements Failure {}

    /** The headers are larger than the server reads. */
    record HeadersTooLarge() implements Failure {}

    /** The request came too slowly. */
    record TooSlow() implements Failure {}

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
