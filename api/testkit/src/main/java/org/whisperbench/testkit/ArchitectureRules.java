package org.whisperbench.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ArrayList;
import java.util.List;

/** The rules of the architecture that can be read off compiled classes. */
public final class ArchitectureRules {

    private static final String PLATFORM = "org.whisperbench.platform.";

    private ArchitectureRules() {}

    /**
     * Returns the rules of the platform's packages.
     *
     * @return rules to check against all classes of the platform
     */
    public static List<ArchRule> ofPlatform() {
        List<ArchRule> rules = new ArrayList<>();
        rules.add(SlicesRuleDefinition.slices()
                .matching(PLATFORM + "(*)..")
                .should()
                .beFreeOfCycles()
                .as("packages of the platform are free of cycles"));
        rules.add(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.whisperbench.shell..", "org.apache.felix.service.command..", "picocli..", "org.jline..")
                .as("the platform knows no shell"));
        List.of("audio", "score", "hardware").forEach(leaf -> rules.add(leaf(leaf)));
        List.of("check", "store").forEach(offline -> rules.add(offline(offline)));
        rules.add(noClasses()
                .that()
                .resideOutsideOfPackages(PLATFORM + "hotfolder")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.felix..")
                .as("only package 'hotfolder' knows Felix"));
        return List.copyOf(rules);
    }

    private static ArchRule leaf(String name) {
        return classes()
                .that()
                .resideInAPackage(PLATFORM + name)
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.describe(
                        "are of the package itself or outside of the platform",
                        c -> !c.getPackageName().startsWith(PLATFORM)
                                || c.getPackageName().equals(PLATFORM + name)))
                .as("package '" + name + "' depends on no other package of the platform");
    }

    private static ArchRule offline(String name) {
        return noClasses()
                .that()
                .resideInAPackage(PLATFORM + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PLATFORM + "download..", "java.net.http..", "javax.net..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.net\\.\\w*(Socket|URLConnection)\\w*")
                .as("package '" + name + "' is offline by construction");
    }

    /**
     * Returns the rules of the shell.
     *
     * @return rules to check against all classes of the shell
     */
    public static List<ArchRule> ofShell() {
        return List.of(
                classes()
                        .that()
                        .areTopLevelClasses()
                        .and()
                        .haveSimpleNameNotEndingWith("Activator")
                        .should()
                        .notBePublic()
                        .as("only the activator of the shell is public"),
                noClasses()
                        .that()
                        .haveNameNotMatching(".*\\.(?:Prompt\\w*|\\w+Door)(?:\\$.*)?")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("org.apache.felix..", "org.jline..")
                        .as("only the doors and the prompt know Gogo and JLine"));
    }
}
