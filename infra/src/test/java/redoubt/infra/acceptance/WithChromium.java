package redoubt.infra.acceptance;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Leaves a class out, and says so, where there is no Chromium. */
final class WithChromium implements ExecutionCondition {

    static final Path BROWSER = Path.of("/usr/bin/chromium");
    static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER)) {
            return ConditionEvaluationResult.enabled("Chromium is here");
        }
        String left = "Left out: " + context.getDisplayName() + ", for want of a browser; apt-get install chromium"
                + " chromium-driver brings it.";
        if (context.getTestMethod().isEmpty()) {
            System.out.println(left);
        }
        return ConditionEvaluationResult.disabled(left);
    }
}
