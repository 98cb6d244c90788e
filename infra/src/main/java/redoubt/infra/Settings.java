package redoubt.infra;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginProvider;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;
import redoubt.model.network.Network;

/**
 * Reads {@link RedoubtProperties} before anything else happens, so that a wrong value is a sentence and not the failure of
 * whatever bean would have met it first; and tells others what follows from it.
 */
final class Settings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Set<String> SECRETS =
            Set.of("redoubt.bootstrap-token", "redoubt.database-url", "redoubt.master-key", "redoubt.mail.password");

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var properties = read(context.getEnvironment());
        if (!Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
            begin(properties, (DefaultListableBeanFactory) context.getBeanFactory());
        }
        // Last, so that a test may still ask for a random port.
        context.getEnvironment()
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "redoubt settings",
                        Map.of(
                                "server.port", properties.port(),
                                "server.address", properties.address(),
                                "management.server.port",
                                        properties.management().port(),
                                "management.server.address", properties.address(),
                                "redoubt.ready.max-lag", properties.ready().maxLag())));
    }

    private static void begin(RedoubtProperties properties, DefaultListableBeanFactory beans) {
        // Asked before a database is started or changed for nothing; the server still asks for itself.
        Ports.free(properties.address(), properties.port());
        Ports.free(properties.address(), properties.management().port());
        beans.registerSingleton("redoubtProperties", properties);
        var start = DatabaseStart.of(properties);
        beans.registerSingleton("databaseStart", start);
        beans.registerDisposableBean("databaseStart", start::abandon);
    }

    /** @throws SettingsRefused if a value is not what it may be */
    static RedoubtProperties read(ConfigurableEnvironment environment) {
        try (var validator = new LocalValidatorFactoryBean()) {
            validator.afterPropertiesSet();
            return Binder.get(environment)
                    .bindOrCreate(
                            "redoubt", Bindable.of(RedoubtProperties.class), new ValidationBindHandler(validator));
        } catch (BindException refused) {
            throw new SettingsRefused(sentence(refused), refused);
        }
    }

    private static String sentence(BindException refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindValidationException invalid) {
                return invalid.getValidationErrors().getAllErrors().stream()
                        .map(error ->
                                broken(invalid.getValidationErrors().getName().toString(), error))
                        .sorted()
                        .collect(Collectors.joining("; and ", "", "."));
            }
        }
        var property = refused.getProperty();
        if (property != null && !property.getName().toString().equals("redoubt")) {
            var name = property.getName().toString();
            return name + shown(name, property.getValue()) + " is not " + kind(refused.getTarget())
                    + place(property.getOrigin()) + ".";
        }
        return rootMessage(refused) + ".";
    }

    private static String broken(String prefix, ObjectError error) {
        if (!(error instanceof FieldError field)) {
            return prefix + " " + error.getDefaultMessage();
        }
        var name = prefix + "." + kebab(field.getField());
        return name + " " + Objects.requireNonNullElse(field.getDefaultMessage(), "is refused")
                + (SECRETS.contains(name) ? "" : ", but is " + field.getRejectedValue())
                + place(error instanceof OriginProvider known ? known.getOrigin() : null);
    }

    private static String kebab(String field) {
        return field.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static String shown(String name, @Nullable Object value) {
        return SECRETS.contains(name) ? "" : " = " + value;
    }

    private static String kind(Bindable<?> target) {
        if (target.getType().getGeneric().resolve(Object.class) == Network.class) {
            return "a list of addresses like 192.0.2.1 and blocks like 10.0.0.0/8";
        }
        var type = target.getType().resolve(Object.class);
        return switch (type.getSimpleName()) {
            case "int", "Integer", "long", "Long" -> "a whole number";
            case "boolean", "Boolean" -> "true or false";
            case "Duration" -> "a duration like 15s, 5m or 24h";
            case "ZoneId" -> "a time zone like Europe/Berlin";
            default -> "valid (" + type.getSimpleName() + " expected)";
        };
    }

    private static String place(@Nullable Origin origin) {
        return origin == null ? "" : " (" + origin + ")";
    }

    private static String rootMessage(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
