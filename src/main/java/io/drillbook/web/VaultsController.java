package io.drillbook.web;

import io.drillbook.spi.vault.VaultProbe.Ability;
