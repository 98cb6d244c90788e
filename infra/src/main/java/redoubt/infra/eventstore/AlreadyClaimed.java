package redoubt.infra.eventstore;

/** Another append has claimed the same key before; nothing was written. Its {@link Receipt} tells what became of it. */
public final class AlreadyClaimed extends RuntimeException {

    private final String key;

    AlreadyClaimed(String key) {
        super("The key " + key + " has been claimed already", null, false, false);
        this.key = key;
    }

    /** The key both appends claim. */
    public String key() {
        return key;
    }
}
