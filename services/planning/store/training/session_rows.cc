#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/planning/domain/training/words.h"
#include "services/planning/store/training/kept_rows.h"
#include "services/planning/store/training/store.h"

namespace pcsp::planning::training {
namespace {

constexpr char kUtcFormat[] = "%Y-%m-%dT%H:%MZ";
constexpr absl::string_view kAnybody = "any";

std::string QuotasText(const std::vector<Quota>& quotas) {
  std::vector<std::string> words;
  for (const Quota& quota : quotas) {
    const std::string group = WordOf(quota.group, kStaffGroupWords);
    words.push_back(
        absl::StrCat(group.empty() ? kAnybody : group, ":", quota.per_practice, ":", quota.in_all));
  }
  return sql::WordsText(words);
}

std::vector<Quota> QuotasFrom(const std::vector<std::string>& words) {
  std::vector<Quota> quotas;
  for (const std::string& word : words) {
    const std::vector<std::string> parts = absl::StrSplit(word, ':');
    Quota quota;
    quota.group = MeaningOf<StaffGroup>(parts.at(0), kStaffGroupWords);
    (void)absl::SimpleAtoi(parts.at(1), &quota.per_practice);
    (void)absl::SimpleAtoi(parts.at(2), &quota.in_all);
    quotas.push_back(quota);
  }
  return quotas;
}

std::string ReservationsText(const std::vector<Reservation>& reservations) {
  std::vector<std::string> words;
  for (const Reservation& kept : reservations) {
    const std::string group = WordOf(kept.group, kStaffGroupWords);
    words.push_back(
        absl::StrCat(kept.practice, ":", group.empty() ? kAnybody : group, ":", kept.people));
  }
  return sql::WordsText(words);
}

std::vector<Reservation> ReservationsFrom(const std::vector<std::string>& words) {
  std::vector<Reservation> reservations;
  for (const std::string& word : words) {
    const std::vector<std::string> parts = absl::StrSplit(word, ':');
    Reservation kept;
    kept.practice = parts.at(0);
    kept.group = MeaningOf<StaffGroup>(parts.at(1), kStaffGroupWords);
    (void)absl::SimpleAtoi(parts.at(2), &kept.people);
    reservations.push_back(std::move(kept));
  }
  return reservations;
}

absl::Time TimeFromUtc(const std::string& text) {
  absl::Time time = absl::UnixEpoch();
  // The column holds nothing but what UtcText() wrote.
  (void)absl::ParseTime(kUtcFormat, text, &time, nullptr);
  return time;
}

}  // namespace

std::string UtcText(absl::Time time) {
  return absl::FormatTime(kUtcFormat, time, absl::UTCTimeZone());
}

const sql::Table& TableOf(sql::Of<Session>) {
  static const sql::Table& table =
      NewTable("training_session",
               "course venue start_minute end_minute time_zone trainers quotas state start_utc "
               "end_utc start_day end_day reservations online_link",
               "online capacity minimum_size");
  return table;
}

sql::Cells ToCells(const Session& s) {
  return KeptCells(
      s, {s.course, s.venue, MinuteText(s.start), MinuteText(s.end), s.time_zone,
          sql::WordsText(s.trainers), QuotasText(s.quotas), WordOf(s.state, kSessionStateWords),
          UtcText(s.start_time), UtcText(s.end_time), sql::DayText(DayOf(s)),
          sql::DayText(absl::CivilDay(s.end)), ReservationsText(s.reservations), s.online_link,
          sql::NumberText(s.online ? 1 : 0), sql::NumberText(s.capacity),
          sql::NumberText(s.minimum_size)});
}

Session FromCells(sql::Of<Session>, const sql::Cells& cells) {
  sql::CellReader in(cells);
  Session session;
  TakeIds(in, session);
  session.course = in.Text();
  session.venue = in.Text();
  session.start = MinuteFromText(in.Text()).value_or(absl::CivilMinute());
  session.end = MinuteFromText(in.Text()).value_or(absl::CivilMinute());
  session.time_zone = in.Text();
  session.trainers = in.Words();
  session.quotas = QuotasFrom(in.Words());
  session.state = MeaningOf<SessionState>(in.Text(), kSessionStateWords);
  session.start_time = TimeFromUtc(in.Text());
  session.end_time = TimeFromUtc(in.Text());
  in.Day();  // start_day and end_day follow from the rest
  in.Day();
  session.reservations = ReservationsFrom(in.Words());
  session.online_link = in.Text();
  session.online = in.Flag();
  session.capacity = in.Int();
  session.minimum_size = in.Int();
  TakeTimes(in, session);
  return session;
}

const sql::Table& TableOf(sql::Of<Enrolment>) {
  static const sql::Table& table = NewTable(
      "enrolment", "session participant practice staff_group state attendance course day", "");
  return table;
}

sql::Cells ToCells(const Enrolment& e) {
  return KeptCells(e, {e.session, e.participant, e.practice, WordOf(e.group, kStaffGroupWords),
                       WordOf(e.state, kEnrolmentStateWords),
                       WordOf(e.attendance, kAttendanceWords), e.course, sql::DayText(e.day)});
}

Enrolment FromCells(sql::Of<Enrolment>, const sql::Cells& cells) {
  sql::CellReader in(cells);
  Enrolment enrolment;
  TakeIds(in, enrolment);
  enrolment.session = in.Text();
  enrolment.participant = in.Text();
  enrolment.practice = in.Text();
  enrolment.group = MeaningOf<StaffGroup>(in.Text(), kStaffGroupWords);
  enrolment.state = MeaningOf<EnrolmentState>(in.Text(), kEnrolmentStateWords);
  enrolment.attendance = MeaningOf<Attendance>(in.Text(), kAttendanceWords);
  enrolment.course = in.Text();
  enrolment.day = in.Day();
  TakeTimes(in, enrolment);
  return enrolment;
}

}  // namespace pcsp::planning::training
