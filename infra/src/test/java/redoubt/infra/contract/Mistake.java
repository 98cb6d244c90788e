package redoubt.infra.contract;

/**
 * Something a client may get wrong.
 *
 * @param member which member
 * @param json the wrong value, as it stands in JSON
 * @param path under which the mistake is told
 * @param message what is told
 */
record Mistake(String member, String json, String path, String message) {

    static Mistake of(String member, String json, String message) {
        return new Mistake(member, json, member, message);
    }
}
