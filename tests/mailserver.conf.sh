# Read by tests/mailserver: writes what the servers read into the present folder.

make_folders() {
  local domain
  mkdir conf data queue queue/{active,bounce,corrupt,defer,deferred,flush,hold,incoming,private,maildrop,public,pid,saved,trace}
  chmod 700 queue/* data
  chmod 730 queue/maildrop
  chmod 710 queue/public
  chown postfix data queue/*
  chgrp postdrop queue/{maildrop,public}
  chown root queue/pid
  chmod 755 queue/pid
  for domain in example.org speir.example; do mkdir -p mail/$domain/{tmp,new,cur}; done
  chown -R "$keeper:" mail
}

write_main() {
  local sasl=no relay=permit
  if [[ $auth ]]; then
    sasl=yes
    relay='permit_sasl_authenticated, reject'
  fi
  cat >conf/main.cf <<CNF
compatibility_level = 3.6
queue_directory = $folder/queue
data_directory = $folder/data
maillog_file = $folder/log
maillog_file_prefixes = $folder
myhostname = mail.example.net
mydestination =
mynetworks_style = host
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
alias_database =
local_recipient_maps =
local_transport = error:5.1.1 There are no local users
default_transport = error:5.4.4 Nothing leaves this machine
notify_classes =

# No question to a name server, no wait, and as much at a time as the machine does.
disable_dns_lookups = yes
smtp_host_lookup = native
smtpd_peername_lookup = no
in_flow_delay = 0s
smtpd_error_sleep_time = 0s
smtpd_hard_error_limit = 100000
smtpd_client_connection_count_limit = 0
default_process_limit = 100

smtpd_relay_restrictions = $relay
smtpd_recipient_restrictions = reject_unauth_destination, check_recipient_access inline:{
  { refused.example = 550 5.1.1 No such user here }
  { later.example = 450 4.2.0 Try again later } }
# What is to come back must be taken first.
receive_override_options = no_unknown_recipient_checks
relay_domains = nowhere.example full.example refused.example later.example
transport_maps = inline:{
  { nowhere.example = error:5.1.1 No such user here }
  { full.example = retry:4.2.2 The mailbox is full }
  ${command:+{ speir.example = command: \}} }

# One try.
maximal_queue_lifetime = 0
bounce_queue_lifetime = 0

recipient_delimiter = +
virtual_mailbox_domains = example.org speir.example
virtual_mailbox_base = $folder/mail
virtual_mailbox_maps = inline:{ { @example.org = example.org/ } { @speir.example = speir.example/ } }
virtual_minimum_uid = 1
virtual_uid_maps = static:$(id -u "$keeper")
virtual_gid_maps = static:$(id -g "$keeper")
command_destination_recipient_limit = 1

smtpd_tls_security_level = may
smtpd_tls_chain_files = $folder/conf/server.pem
smtpd_sasl_auth_enable = $sasl
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_tls_auth_only = yes
CNF
  if ((${#own[@]})); then postconf -c "$folder/conf" -e "${own[@]}"; fi
  # Postfix waits until nobody can be writing it any more.
  touch -d "1 minute ago" conf/main.cf
}

write_master() {
  local name
  {
    echo "127.0.0.1:$plain inet n - n - - smtpd"
    echo "127.0.0.1:$tls inet n - n - - smtpd -o smtpd_tls_wrappermode=yes"
    echo "pickup unix n - n 60 1 pickup"
    echo "qmgr unix n - n 300 1 qmgr"
    echo "tlsmgr unix - - n 1000? 1 tlsmgr"
    echo "postlog unix-dgram n - n - 1 postlogd"
    for name in cleanup flush showq; do echo "$name unix n - n - 0 $name"; done
    for name in rewrite:trivial-rewrite bounce:bounce defer:bounce trace:bounce; do
      echo "${name%:*} unix - - n - 0 ${name#*:}"
    done
    for name in error retry; do echo "$name unix - - n - - error"; done
    echo "virtual unix - n n - - virtual"
    echo "command unix - n n - 8 pipe flags=DOR null_sender= user=$keeper argv=$folder/command \${queue_id}"
  } >conf/master.cf
}

# Keeps the message as the others are kept, under a name that is the same when it is tried again.
write_keeping_command() {
  cat >command <<SH
#!/bin/sh
cd "$folder/mail/speir.example" && cat >"tmp/\$1" && exec <"tmp/\$1" && mv "tmp/\$1" "new/\$1" && exec $(printf %q "$command")
SH
  chmod 755 command
}

write_dovecot() {
  local internal
  internal=$(id -gn dovecot)
  echo 'speir:{PLAIN}open sesame' >users
  chown "root:$internal" users
  chmod 640 users
  cat >dovecot.conf <<CNF
protocols =
base_dir = $folder/dovecot
state_dir = $folder/dovecot
log_path = $folder/dovecot.log
ssl = no
auth_mechanisms = plain login
auth_failure_delay = 0
passdb {
  driver = passwd-file
  args = $folder/users
}
userdb {
  driver = static
  args = uid=$keeper gid=$(id -gn "$keeper") home=$folder
}
# No wait after a wrong password.
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service auth {
  unix_listener $folder/queue/private/auth {
    mode = 0660
    user = postfix
    group = postfix
  }
}
CNF
}
