package redoubt.infra;

/** A setting is wrong; the message says in one sentence which, and what it may be. */
final class SettingsRefused extends RuntimeException {

    SettingsRefused(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
