package redoubt.bench.load;

import java.nio.charset.StandardCharsets;

/** Requests of HTTP/1.1 as bytes. */
public final class HttpText {

    private static final String ANYBODY = "Host: localhost\r\nAccept: application/json\r\n";

    private HttpText() {}

    /** A read with the token of the API. */
    public static byte[] get(String pathAndQuery, String token) {
        return ("GET " + pathAndQuery + " HTTP/1.1\r\n" + head(token) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** A write of JSON with the token of the API. */
    public static byte[] post(String path, String token, String json) {
        return write("POST " + path, head(token), json);
    }

    /** A write of JSON by nobody in particular. */
    public static byte[] post(String path, String json) {
        return write("POST " + path, ANYBODY, json);
    }

    /** A change, as JSON, of the version with that entity tag. */
    public static byte[] patch(String path, String token, String entityTag, String json) {
        return write("PATCH " + path, head(token) + "If-Match: " + entityTag + "\r\n", json);
    }

    /** A change, as JSON, of whatever version there is. */
    public static byte[] patch(String path, String token, String json) {
        return write("PATCH " + path, head(token), json);
    }

    private static byte[] write(String line, String headers, String json) {
        var body = json.getBytes(StandardCharsets.UTF_8);
        var head = (line + " HTTP/1.1\r\n" + headers + "Content-Type: application/json\r\nContent-Length: "
                        + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        var whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    private static String head(String token) {
        return ANYBODY + "Authorization: Token " + token + "\r\n";
    }
}
