#include "common/rpc/audit_convert.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"

namespace pcsp::rpc {
namespace {

using google::protobuf::Timestamp;
using google::protobuf::util::TimeUtil;

Timestamp ToProto(absl::Time time) {
  return TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(time));
}

absl::Time FromProto(const Timestamp& time) {
  return absl::FromUnixSeconds(time.seconds()) + absl::Nanoseconds(time.nanos());
}

}  // namespace

audit::v1::AuditEntry ToProto(const audit::Entry& entry, absl::string_view service) {
  audit::v1::AuditEntry proto;
  proto.set_name(
      absl::StrCat(audit::ChainName(entry.programme, service), "/entries/", entry.sequence));
  proto.set_sequence(entry.sequence);
  *proto.mutable_time() = ToProto(entry.time);
  proto.set_method(entry.method);
  proto.set_resource(entry.resource);
  proto.set_request_hash(entry.request_hash);
  proto.set_actor(entry.actor);
  proto.set_content_hash(entry.content_hash);
  proto.set_salt(entry.salt);
  proto.set_previous_hash(entry.previous_hash);
  proto.set_hash(entry.hash);
  return proto;
}

audit::Entry FromProto(const audit::v1::AuditEntry& entry, absl::string_view programme) {
  return {.programme = std::string(programme),
          .sequence = entry.sequence(),
          .time = FromProto(entry.time()),
          .method = entry.method(),
          .resource = entry.resource(),
          .request_hash = entry.request_hash(),
          .actor = entry.actor(),
          .content_hash = entry.content_hash(),
          .previous_hash = entry.previous_hash(),
          .hash = entry.hash(),
          .salt = entry.salt()};
}

audit::v1::AuditHead ToProto(const audit::Head& head) {
  audit::v1::AuditHead proto;
  proto.set_name(head.chain);
  proto.set_sequence(head.sequence);
  proto.set_hash(head.hash);
  *proto.mutable_export_time() = ToProto(head.export_time);
  proto.set_public_key(head.public_key);
  proto.set_signature(head.signature);
  return proto;
}

audit::Head FromProto(const audit::v1::AuditHead& head) {
  return {.chain = head.name(),
          .sequence = head.sequence(),
          .hash = head.hash(),
          .export_time = FromProto(head.export_time()),
          .public_key = head.public_key(),
          .signature = head.signature()};
}

}  // namespace pcsp::rpc
