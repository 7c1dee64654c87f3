package io.drillbook.assembly;

import io.drillbook.domain.notice.Delivery;
import io.drillbook.domain.system.Outreach.Channel;
import io.drillbook.domain.system.ServerConfiguration;
import io.drillbook.domain.system.ServerConfiguration.MailServer;
import io.drillbook.driver.notify.mail.MailNotifier;
import io.drillbook.driver.notify.webhook.WebhookNotifier;
import io.drillbook.engine.notice.NoticeSender;
import io.drillbook.engine.notice.NoticeTidy;
import io.drillbook.engine.work.RepeatedUnitOfWork;
import io.drillbook.spi.notify.Notifier;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.store.OutboxStore;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.UnitOfWork;
import io.drillbook.store.JdbcOutboxStore;
import io.drillbook.store.JdbcUnitOfWork;
import io.drillbook.usecase.incident.NotifyPeople;
import io.drillbook.usecase.notice.ConfirmNotice;
import io.drillbook.usecase.notice.DeliverNotice;
import io.drillbook.usecase.notice.ForgetNotices;
import io.drillbook.usecase.notice.ListNotices;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** What tells people, as beans. */
@Configuration(proxyBeanMethods = false)
class NoticeAssembly {
  @Bean
  OutboxStore outboxStore(DataSource database, PlatformTransactionManager transactions) {
    return new JdbcOutboxStore(database, transactions);
  }

  @Bean
  UnitOfWork unitOfWork(PlatformTransactionManager transactions) {
    return new RepeatedUnitOfWork(new JdbcUnitOfWork(transactions));
  }

  @Bean
  NotifyPeople notifyPeople(OutboxStore outbox, Clock clock) {
    return new NotifyPeople(outbox, clock);
  }

  @Bean
  DeliverNotice deliverNotice(
      OutboxStore outbox,
      RecordStore record,
      UnitOfWork atOnce,
      ServerConfiguration configuration,
      Secrets secrets,
      Clock clock) {
    Map<String, Notifier> channels = new LinkedHashMap<>();
    configuration.mail().ifPresent(mail -> channels.put(Delivery.MAIL, mail(mail, secrets)));
    Set<String> confirming = new HashSet<>();
    for (Channel channel : configuration.outreach().channels().values()) {
      channels.put(channel.name(), webhook(channel, configuration, secrets, clock));
      if (channel.confirms()) {
        confirming.add(channel.name());
      }
    }
    return new DeliverNotice(outbox, record, atOnce, channels, confirming, clock);
  }

  @Bean
  NoticeSender noticeSender(
      OutboxStore outbox, DeliverNotice deliver, MeterRegistry registry, Clock clock) {
    return new NoticeSender(outbox, deliver, registry, clock, System::nanoTime);
  }

  @Bean
  NoticeTidy noticeTidy(OutboxStore outbox, ServerConfiguration configuration, Clock clock) {
    return new NoticeTidy(new ForgetNotices(outbox, configuration.outreach().keepNotices(), clock));
  }

  @Bean
  ListNotices listNotices(OutboxStore outbox) {
    return new ListNotices(outbox);
  }

  @Bean
  ConfirmNotice confirmNotice(
      OutboxStore outbox, RecordStore record, UnitOfWork atOnce, Clock clock) {
    return new ConfirmNotice(outbox, record, atOnce, clock);
  }

  private static Notifier webhook(
      Channel channel, ServerConfiguration configuration, Secrets secrets, Clock clock) {
    Supplier<Secret> url = () -> secrets.resolve(channel.url());
    if ("slack".equals(channel.kind())) {
      return WebhookNotifier.slack(url, channel.caFile(), clock);
    }
    return WebhookNotifier.json(
        url,
        channel.secret().map(secret -> () -> secrets.resolve(secret)),
        channel.caFile(),
        channel.confirms() ? Optional.of(configuration.server().linkBase()) : Optional.empty(),
        clock);
  }

  static MailNotifier mail(MailServer mail, Secrets secrets) {
    return MailNotifier.smtp(
        mail.host(),
        mail.port(),
        mail.from(),
        mail.startTls(),
        mail.username(),
        mail.password().map(secrets::resolve));
  }
}
