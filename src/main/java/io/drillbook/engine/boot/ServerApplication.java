package io.drillbook.engine.boot;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;

/** The Spring application; only rooms that hold Spring's classes are scanned. */
@SpringBootConfiguration
@EnableAutoConfiguration
@ComponentScan("io.drillbook.engine.boot")
@ComponentScan("io.drillbook.engine.rest")
@ComponentScan("io.drillbook.engine.security")
public class ServerApplication {}
