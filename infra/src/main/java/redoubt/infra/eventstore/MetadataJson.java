package redoubt.infra.eventstore;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Metadata as a flat JSON object of texts and nulls. Written here so that the store needs no JSON library, and so that no
 * configuration of one can change what stands in the log.
 */
final class MetadataJson {

    private final String json;
    private int at;

    private MetadataJson(String json) {
        this.json = json;
    }

    static String write(Map<String, String> metadata) {
        var out = new StringBuilder("{");
        for (var entry : metadata.entrySet()) {
            if (out.length() > 1) {
                out.append(',');
            }
            text(Texts.storable("The name of a metadata entry", entry.getKey()), out);
            out.append(':');
            @Nullable String value = entry.getValue();
            if (value == null) {
                out.append("null");
            } else {
                text(Texts.storable("A metadata entry", value), out);
            }
        }
        return out.append('}').toString();
    }

    /** Reads what {@link #write} wrote and the database normalised. */
    static Map<String, String> read(String json) {
        return new MetadataJson(json).object();
    }

    private static void text(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private Map<String, String> object() {
        var metadata = new HashMap<String, String>();
        expect('{');
        while (next() != '}') {
            var name = text();
            expect(':');
            if (next() == 'n') {
                at += "null".length();
                metadata.put(name, null);
            } else {
                metadata.put(name, text());
            }
            if (next() == ',') {
                at++;
            }
        }
        return metadata;
    }

    private String text() {
        expect('"');
        int start = at;
        while (json.charAt(at) != '"' && json.charAt(at) != '\\') {
            at++;
        }
        if (json.charAt(at) == '"') {
            return json.substring(start, at++);
        }
        var out = new StringBuilder(json.substring(start, at));
        while (json.charAt(at) != '"') {
            char c = json.charAt(at++);
            out.append(c == '\\' ? escaped() : c);
        }
        at++;
        return out.toString();
    }

    private char escaped() {
        char c = json.charAt(at++);
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                at += 4;
                yield (char) Integer.parseInt(json, at - 4, at, 16);
            }
            default -> c;
        };
    }

    private char next() {
        while (Character.isWhitespace(json.charAt(at))) {
            at++;
        }
        return json.charAt(at);
    }

    private void expect(char c) {
        if (next() != c) {
            throw new IllegalArgumentException("Metadata has no " + c + " at " + at + ": " + json);
        }
        at++;
    }
}
