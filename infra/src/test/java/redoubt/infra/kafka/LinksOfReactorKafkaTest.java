package redoubt.infra.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.FieldRefEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;
import reactor.kafka.sender.KafkaSender;

/**
 * reactor-kafka was built for an older client of Kafka than the one it meets here, and nobody builds it anew. Whatever it
 * calls is looked for in the client on the class path: the next release of that cannot break it in silence.
 */
class LinksOfReactorKafkaTest {

    /** Part of what it does with transactions, which nobody here uses. */
    private static final String GONE = "org.apache.kafka.clients.producer.Producer"
            + ".sendOffsetsToTransaction(Ljava/util/Map;Ljava/lang/String;)V";

    @Test
    void everythingThatItCallsIsThereButOnePartOfTransactions() throws IOException, URISyntaxException {
        Set<String> called = new TreeSet<>();
        Set<String> missing = new TreeSet<>();
        for (MemberRefEntry each : references()) {
            String name =
                    owner(each) + "." + each.name().stringValue() + each.type().stringValue();
            called.add(name);
            if (!there(each)) {
                missing.add(name);
            }
        }

        assertThat(called).hasSizeGreaterThan(60);
        assertThat(missing).containsExactly(GONE);
    }

    @Test
    void theClientIsTheOneThatItMeetsHere() throws URISyntaxException {
        Path client = Path.of(KafkaProducer.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        assertThat(client.getFileName().toString()).matches("kafka-clients-4\\.\\d+\\.\\d+\\.jar");
    }

    private static Set<MemberRefEntry> references() throws IOException, URISyntaxException {
        Path jar = Path.of(KafkaSender.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Set<MemberRefEntry> found = new LinkedHashSet<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream()
                    .filter(each -> each.getName().endsWith(".class"))
                    .toList()) {
                try (InputStream in = file.getInputStream(entry)) {
                    for (PoolEntry each :
                            ClassFile.of().parse(in.readAllBytes()).constantPool()) {
                        if (each instanceof MemberRefEntry member
                                && owner(member).startsWith("org.apache.kafka.")) {
                            found.add(member);
                        }
                    }
                }
            }
        }
        return found;
    }

    private static String owner(MemberRefEntry member) {
        return member.owner().asInternalName().replace('/', '.');
    }

    private static boolean there(MemberRefEntry member) {
        Class<?> owner;
        try {
            owner = Class.forName(owner(member), false, LinksOfReactorKafkaTest.class.getClassLoader());
        } catch (ClassNotFoundException gone) {
            return false;
        }
        String name = member.name().stringValue();
        String type = member.type().stringValue();
        return lineage(owner)
                .anyMatch(each -> member instanceof FieldRefEntry
                        ? Arrays.stream(each.getDeclaredFields())
                                .anyMatch(field -> field.getName().equals(name)
                                        && field.getType().descriptorString().equals(type))
                        : Stream.concat(
                                        Arrays.stream(each.getDeclaredMethods()),
                                        Arrays.stream(each.getDeclaredConstructors()))
                                .anyMatch(method -> name(method).equals(name)
                                        && descriptor(method).equals(type)));
    }

    private static Stream<Class<?>> lineage(Class<?> type) {
        Stream<Class<?>> above = Stream.concat(
                        Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
                .flatMap(LinksOfReactorKafkaTest::lineage);
        return Stream.concat(Stream.of(type), above);
    }

    private static String name(Executable method) {
        return method instanceof Constructor<?> ? "<init>" : method.getName();
    }

    private static String descriptor(Executable method) {
        ClassDesc result = method instanceof Method each ? described(each.getReturnType()) : described(void.class);
        return MethodTypeDesc.of(
                        result,
                        Arrays.stream(method.getParameterTypes())
                                .map(LinksOfReactorKafkaTest::described)
                                .toArray(ClassDesc[]::new))
                .descriptorString();
    }

    private static ClassDesc described(Class<?> type) {
        return ClassDesc.ofDescriptor(type.descriptorString());
    }
}
