package redoubt.api.route;

import java.util.List;
import redoubt.api.http.FormText;
import redoubt.api.http.YamlText;

/**
 * What body an endpoint takes.
 *
 * @param mediaTypes the media types it understands; empty when it reads no body
 * @param optional whether the body may be left out, which means an empty object
 * @param file whether it is a file, which is taken as it is; else it is an object that is read
 * @param limit the greatest size in bytes
 */
public record Takes(List<String> mediaTypes, boolean optional, boolean file, int limit) {

    private static final int MEBIBYTE = 1 << 20;
    private static final List<String> PLAIN = List.of("application/json");

    /** No body; one that is sent is ignored. */
    public static final Takes NOTHING = new Takes(List.of(), true, false, 0);

    /** A JSON object. */
    public static final Takes JSON = new Takes(PLAIN, false, false, MEBIBYTE);

    /** A JSON object or nothing. */
    public static final Takes FORM = new Takes(PLAIN, true, false, MEBIBYTE);

    /** A JSON object, or a form as browsers send it, or nothing. */
    public static final Takes WEB_FORM = new Takes(List.of("application/json", FormText.TYPE), true, false, MEBIBYTE);

    /** A merge patch. */
    public static final Takes PATCH =
            new Takes(List.of("application/json", "application/merge-patch+json"), false, false, MEBIBYTE);

    /** Many operations. */
    public static final Takes BULK = new Takes(PLAIN, false, false, 4 * MEBIBYTE);

    /** A file of one of these types. */
    public static Takes file(List<String> mediaTypes) {
        return new Takes(mediaTypes, false, true, 16 * MEBIBYTE);
    }

    /** A whole catalogue, which people like to write in YAML. */
    public static final Takes IMPORT =
            new Takes(List.of("application/json", YamlText.TYPE), false, false, 16 * MEBIBYTE);

    /** Whether a body may be so large that reading it takes longer than others can wait. */
    boolean large() {
        return limit > BULK.limit;
    }

    /** A whole catalogue, which people like to write in YAML. */
    public static final Takes IMPORT = new Takes(List.of("application/json", YamlText.TYPE), false, 16 * MEBIBYTE);

    /** Whether it reads a body at all. */
    public boolean body() {
        return !mediaTypes.isEmpty();
    }
}
