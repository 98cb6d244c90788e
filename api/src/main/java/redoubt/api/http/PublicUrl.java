package redoubt.api.http;

/**
 * Where clients find the server. Absolute URLs are built from this alone and never from headers of a request, which
 * anybody can write.
 *
 * @param base scheme, host and port, without a slash at the end
 */
public record PublicUrl(String base) {

    /** Takes slashes off the end. */
    public PublicUrl {
        while (base.endsWith("/")) {
            base = base.substring(0, base.length() - 1);
        }
    }

    /** The absolute URL of a path. */
    public String of(String path) {
        return base + path;
    }

    /** The absolute URL of a path with a request's own query string in which one parameter has another value. */
    public String of(String path, String query, String parameter, String value) {
        StringBuilder url = new StringBuilder(base).append(path);
        char glue = '?';
        boolean replaced = false;
        for (String pair : query.split("&", -1)) {
            if (pair.equals(parameter) || pair.startsWith(parameter + "=")) {
                pair = parameter + "=" + value;
                replaced = true;
            }
            if (!pair.isEmpty()) {
                url.append(glue).append(pair);
                glue = '&';
            }
        }
        return replaced
                ? url.toString()
                : url.append(glue).append(parameter).append('=').append(value).toString();
    }
}
