package redoubt.infra.chain;

/** The key that checkpoints are signed with cannot be used; the message says why in one sentence. */
public final class KeyUnusable extends RuntimeException {

    KeyUnusable(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
