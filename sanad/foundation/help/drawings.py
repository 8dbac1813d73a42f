"""What leads to what, in a line of boxes: each page draws them in the direction in which it is read."""

from collections.abc import Sequence

from sanad.foundation.content.words import Words

DRAWINGS: dict[str, Sequence[Words]] = {
    "chain": (
        Words("حاجة", "Besoin", "Need"),
        Words("بند في المخطط", "Action du plan", "Plan item"),
        Words("اتفاقية", "Convention", "Agreement"),
        Words("نشاط أو دورة", "Activité ou session", "Activity or session"),
        Words("إثبات", "Justificatif", "Evidence"),
        Words("تغيير مقيس", "Changement mesuré", "Measured change"),
    ),
    "first_hour": (
        Words("بطاقة الهيئة", "La fiche", "The card"),
        Words("المقر والقانون الأساسي", "Siège et statuts", "Seat and statutes"),
        Words("من يتحمل أي صفة", "Qui porte quelle qualité", "Who holds which office"),
        Words("من يدخل معكم", "Qui entre avec vous", "Who else enters"),
        Words("أول اجتماع", "La première réunion", "The first meeting"),
    ),
    "paper": (
        Words("مسودة", "Brouillon", "Draft"),
        Words("تعميم", "Diffusion", "Circulation"),
        Words("مصادقة", "Approbation", "Approval"),
        Words("وثيقة مرقمة", "Document numéroté", "Numbered paper"),
        Words("توقيع وختم ومسح", "Signé, tamponné, scanné", "Signed, stamped, scanned"),
    ),
    "agreement": (
        Words("النص والأطراف", "Texte et parties", "Text and parties"),
        Words("الملاحظات", "Remarques", "Remarks"),
        Words("العرض للتوقيع", "Mise à la signature", "Out for signature"),
        Words("التوقيعات", "Signatures", "Signatures"),
        Words("تتبع الالتزامات", "Suivi des engagements", "Promises followed"),
    ),
    "session": (
        Words("برمجة الدورة", "Planifier", "Plan"),
        Words("التسجيل", "Inscriptions", "Registration"),
        Words("الحضور", "Présence", "Attendance"),
        Words("الاختبار والرأي", "Test et avis", "Test and opinion"),
        Words("الشهادات", "Attestations", "Certificates"),
    ),
}
