package io.drillbook.web;
