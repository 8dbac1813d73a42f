"""How many things the judges meet at least in each slice, a little below what is there: with fewer, pages went unjudged."""

TABLE = """
                        accompaniment accounts activities courses diagnosis directory partnerships public rulebook territory training workspace
boxes for files                     4        0          0       2         2         0            4      2        0         0        1         1
boxes that answer                  18        0         17       2        11         2           17      0        0         0       13         0
buttons                             0        5         17       5         7         3           15      0        0         0       22         0
choices of coordinator             14        0         16       0         9         1           18      0        0         0       10         0
choices of neighbour                1        0          0       0         0         0            0      0        0         0        0         0
choices of omar                     0        0          0       0         0         0            2      0        0         0        0         0
choices of president                2        0          3       0         1         0            1      0        0         0        2         0
choices of secretary                2        0          3       0         1         0            1      0        0         0        0         0
choices of sg                      14        0         16       0         9         1           18      0        0         0       10         0
choices of stranger                 0        0          3       0         0         0            1      0        0         0        2         0
days                                5        0          4       0         2        10           27      0        0         0       10         0
edits                               3        2          4       6         4         2            5      0        0         0        5         0
fields                             75       18         74     140        45        78          120      0        0         4      149         3
forms                              21       10         38      16        20        14           60      0        0         3       70         2
links                             516      197        393     174       534       228          889      8      121       156      728       534
models to choose from               5        0          5       0         5         2            9      0        0         0        4         0
others                              0        5          9       5         4         2           11      0        0         0       16         0
pages                              27       16         37      13        26        15           62      5        1         4       81        10
questions                          40       16         38      19        34        21           70      5        1         4       86        10
refused by the command             14        0         14       0         9         1           17      0        0         0        9         0
rows of another space              14        0         16       0         9         1           17      0        0         0       10         0
secrets                             0        4          1       0         0         0            0      2        0         0       15         0
seen by neighbours                  2        0          0       0         0         0            0      0        0         0       17         0
sent twice by president             1        2          1       0         0         1            2      0        0         0        5         0
sent twice by sg                    6        3         12       6         7         3           21      0        0         1       21         1
takes files                         4        0          0       2         2         0            4      2        0         0        1         1
takes nothing                       9        4          9       1         8         5           18      4        1         3       21         6
takes something                    18       18         37      18        23        11           57      2        0         2       72         4
written side by side                1        0          0       0         0         2            0      0        0         0        0         0
"""
# What is sent twice is half of what is there: what somebody fills in is made up, and not always taken.


def floors() -> dict[str, dict[str, int]]:
    """By slice, then by what is met."""
    head, *lines = TABLE.strip("\n").splitlines()
    slices = head.split()
    rows = [line.rsplit(maxsplit=len(slices)) for line in lines]
    return {each: {kind: int(numbers[place]) for kind, *numbers in rows} for place, each in enumerate(slices)}
