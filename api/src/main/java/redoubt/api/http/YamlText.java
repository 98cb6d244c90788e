package redoubt.api.http;

import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * YAML as JSON could have said it: one document of mappings, lists and plain values. What JSON has no word for is text, and
 * nothing is ever made of a tag. Reading is as strict as that of JSON; who says a thing many times over by naming it once is
 * refused.
 */
public final class YamlText {

    /** Its media type. */
    public static final String TYPE = "application/yaml";

    private static final int LONGEST = 16 << 20;
    private static final int MOST_NODES = 500_000;
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9]\\d{0,98})");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d{0,48})\\.\\d{1,48}");

    private int nodes;

    private YamlText() {}

    /**
     * Reads an object.
     *
     * @throws Refused for anything that is not one well-formed mapping
     */
    public static ObjectNode readObject(byte[] bytes) {
        try {
            Node document = new Yaml(options()).compose(new StringReader(text(bytes)));
            if (!(document instanceof MappingNode mapping)) {
                throw unreadable();
            }
            JsonNode object = new YamlText().node(mapping, 0);
            // What is said of texts, names and nesting in JSON holds here as well.
            return JsonText.readObject(Json.MAPPER.writeValueAsBytes(object));
        } catch (YAMLException _) {
            throw unreadable();
        }
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setNestingDepthLimit(Json.DEPTH);
        options.setCodePointLimit(LONGEST);
        return options;
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            throw unreadable();
        }
    }

    private JsonNode node(Node node, int depth) {
        if (depth > Json.DEPTH || ++nodes > MOST_NODES) {
            throw unreadable();
        }
        return switch (node) {
            case MappingNode mapping -> mapping(mapping, depth);
            case SequenceNode list -> {
                ArrayNode array = Json.MAPPER.createArrayNode();
                list.getValue().forEach(each -> array.add(node(each, depth + 1)));
                yield array;
            }
            case ScalarNode scalar -> scalar(scalar);
            default -> throw unreadable();
        };
    }

    private ObjectNode mapping(MappingNode mapping, int depth) {
        ObjectNode object = Json.MAPPER.createObjectNode();
        for (NodeTuple member : mapping.getValue()) {
            if (!(member.getKeyNode() instanceof ScalarNode name)
                    || object.replace(name.getValue(), node(member.getValueNode(), depth + 1)) != null) {
                throw unreadable();
            }
        }
        return object;
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String value = scalar.getValue();
        Tag tag = scalar.getTag();
        var make = Json.MAPPER.getNodeFactory();
        if (tag.equals(Tag.NULL)) {
            return make.nullNode();
        }
        if (tag.equals(Tag.BOOL) && (value.equals("true") || value.equals("false"))) {
            return make.booleanNode(value.equals("true"));
        }
        if (tag.equals(Tag.INT) && INTEGER.matcher(value).matches()) {
            return make.numberNode(new BigInteger(value));
        }
        if (tag.equals(Tag.FLOAT) && DECIMAL.matcher(value).matches()) {
            return make.numberNode(new BigDecimal(value));
        }
        return make.stringNode(value);
    }

    private static Refused unreadable() {
        return new Refused(new Failure.Unreadable(""));
    }
}
