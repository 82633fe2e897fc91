namespace UtmAttribution.Generation;

/// <summary>What can be wrong with, or unusual about, one visit of a journey.</summary>
internal enum HostileVisit : byte
{
    None,

    // The value of one UTM parameter; three times as likely as the others, since there are many such values.
    Text1,
    Text2,
    Text3,

    // The landing page.
    UpperCaseNames,
    HtmlAmpersands,
    RepeatedNames,
    EmptyValues,
    ValuesInFragment,
    SecondQuestionMark,
    PathOnly,
    NoScheme,
    UserAndPort,
    OwnReferrer,
    UpperCaseReferrer,
    IdsInQuery,
    HsaIdsInQuery,
    TwoClickIds,
    UnusableClickId,

    // The moment's JSON.
    TimeFormat,
    BadTime,
    NoTime,
    NumberAsTime,
    NoObject,
    WrongTypes,
    NumbersAsText,
    ParametersAsText,
    RepeatedKeys,
    UnknownFields,
    EscapedKeys,

    // The time.
    Midnight,
    ClockChange,
    TooOld,
    Before2000,
    LongAfterOrder,
    SoonAfterOrder,
    ExactlyLookback,
    ExactlyTimeout,
    SameTime,
    Twice,
}
