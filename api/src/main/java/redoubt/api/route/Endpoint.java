package redoubt.api.route;

import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.http.HttpMethod;
import redoubt.api.http.Parameter;

/**
 * Something that can be called: data for the router, for documents and for the approved list of routes alike.
 *
 * @param method how
 * @param path where, canonical; variable steps stand in braces
 * @param open whether it needs no credential
 * @param takes what body it takes
 * @param gives the media types it can answer with, the usual one first
 * @param weight what a call takes of the quota of its caller
 * @param about what documents tell of it
 * @param handler who answers
 */
public record Endpoint(
        HttpMethod method,
        String path,
        boolean open,
        Takes takes,
        List<String> gives,
        Weight weight,
        About about,
        Handler handler) {

    private static final List<String> JSON = List.of("application/json");

    /** One that needs a credential and answers with JSON. */
    public static Endpoint of(HttpMethod method, String path, Takes takes, About about, Handler handler) {
        return new Endpoint(method, path, false, takes, JSON, Weight.ONE, about, handler);
    }

    /** A question with a JSON answer that needs a credential. */
    public static Endpoint get(String path, About about, Handler handler) {
        return of(HttpMethod.GET, path, Takes.NOTHING, about, handler);
    }

    /** The same for everybody. */
    public Endpoint opened() {
        return new Endpoint(method, path, true, takes, gives, weight, about, handler);
    }

    /** The same with other media types. */
    public Endpoint giving(String... mediaTypes) {
        return new Endpoint(method, path, open, takes, List.of(mediaTypes), weight, about, handler);
    }

    /** The same with another weight. */
    public Endpoint weighing(Weight weight) {
        return new Endpoint(method, path, open, takes, gives, weight, about, handler);
    }

    /** The same for who asks with further parameters. */
    public Endpoint extended(List<Parameter> more, UnaryOperator<Handler> by) {
        return new Endpoint(method, path, open, takes, gives, weight, about.with(more), by.apply(handler));
    }

    /** Whether it answers as it happens. */
    public boolean streams() {
        return gives.contains("text/event-stream");
    }
}
