package redoubt.api.dialect;

/** How canonical paths end. Either way the other form is answered alike, never with a redirect. */
public enum Slash {
    /** With a slash. */
    TRAILING,
    /** Without one. */
    NONE;

    /** The path, ending as it should. */
    public String end(String path) {
        boolean ends = path.endsWith("/");
        return switch (this) {
            case TRAILING -> ends ? path : path + "/";
            case NONE -> ends ? path.substring(0, path.length() - 1) : path;
        };
    }
}
